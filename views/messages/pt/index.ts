import { account } from './account.ts'
import { consent, device, signOut } from './consent.ts'
import { errorPages, fieldProblems } from './errors.ts'
import { explanations } from './explanations.ts'
import { frame } from './frame.ts'
import { mailedLinks } from './mailed-links.ts'
import { security } from './security.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'

export const pt = {
  account,
  consent,
  device,
  errorPages,
  explanations,
  fieldProblems,
  frame,
  mailedLinks,
  security,
  signIn,
  signOut,
  signUp,
}
