/** Starts the server: settings → app → listen, and stops it cleanly on a signal. */
import { serve } from './serve.ts'

await serve()
