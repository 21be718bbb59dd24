/** Making an account, and choosing a password anywhere. */
export const signUp = {
  title: 'Create an account',
  name: 'Your name',
  username: 'User name',
  usernameHint: 'Letters, digits, dots, dashes and underscores. You can sign in with it.',
  passwordHint: 'At least 8 characters. Three or four words are strong and easy to remember.',
  strength: 'Strength',
  /** From one that is guessed at once to one that holds. */
  strengthLevels: ['very weak', 'weak', 'fair', 'strong', 'very strong'] as string[],
  submit: 'Create account',
  haveAccount: 'Have an account?',
}
