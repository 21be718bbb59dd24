import { accountSamples } from './account.ts'
import { demoSamples } from './demo.ts'
import { doorSamples } from './doors.ts'
import { linkSamples } from './links.ts'
import type { Sample } from './sample.ts'
import { securitySamples } from './security.ts'
import { signInSamples } from './sign-in.ts'

export type { Sample } from './sample.ts'

/** Every page in every state that a person can meet. */
export const samples: Sample[] = [
  ...signInSamples,
  ...linkSamples,
  ...doorSamples,
  ...accountSamples,
  ...securitySamples,
  ...demoSamples,
]
