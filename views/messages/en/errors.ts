/** What can go wrong on a page: with one field, and with the page as a whole. */

/** Beside a field. The names are those of the field and of what is wrong with it. */
export const fieldProblems = {
  required: 'Please fill in this field.',
  malformed: 'This cannot be used here. Please check it.',
  too_long: 'This is too long.',
  not_plain_text: 'Please use plain text, without invisible control characters.',
  mixed_scripts: 'Please use the letters of one script only.',
  taken: 'This is taken already. Please choose another.',
  email_malformed: 'Enter one email address, as in name@example.com.',
  email_taken: 'There is an account with this email already. Sign in with it instead.',
  username_malformed:
    'Use letters, digits, dots, dashes and underscores, and begin with a letter or a digit.',
  username_taken: 'This user name is taken. Please choose another.',
  password_length: 'The password needs 8 to 256 characters.',
  password_common: 'This password is among the first that are tried. Please choose another.',
  password_breached: 'This password is known from a data breach. Please choose another.',
  password_is_login: 'Choose something else than the address or name you sign in with.',
  password_wrong: 'This is not your password.',
  code_wrong: 'This code is wrong, or it has been used already.',
  confirmation_wrong: 'What you typed does not match.',
}

/** Pages that end the way. Those named by a status are for whatever has no words of its own. */
export const errorPages = {
  referenceHeading: 'If you ask for help, give these details',
  referenceCode: 'Error',
  referenceRequest: 'Request',
  referenceDetail: 'Detail',

  heading_400: 'That did not work',
  text_400: 'The request could not be understood.',
  heading_403: 'That was not accepted',
  text_403: 'This is not allowed here.',
  heading_404: 'There is no page here',
  text_404: 'The address may be mistyped, or the page has moved.',
  advice_404: 'If an app sent you here, go back to it and start again from there.',
  heading_410: 'This page has ended',
  text_410: 'What was here is over.',
  heading_413: 'That was too much',
  text_413: 'More was sent than can be taken.',
  heading_423: 'Closed for a while',
  text_423: 'There were too many failed attempts. Please try again later.',
  heading_429: 'That was too often',
  text_429: 'There were too many requests. Please wait a moment and try again.',
  heading_500: 'Something went wrong',
  text_500: 'Something went wrong on our side. Trying again may help.',
  heading_503: 'Back in a moment',
  text_503: 'This cannot be answered right now. Try again in a moment.',

  text_interaction_gone: 'This sign-in has ended, or it was begun in another browser.',
  advice_interaction_gone: 'Go back to the app that you came from and choose its sign-in again.',
  text_csrf: 'This form was not sent from the page it belongs to.',
  advice_csrf: 'Go back, load the page again, and send it once more.',
  text_app: 'The app sent a request that cannot be answered.',
  advice_app: 'Go back to the app and try again. If it happens again, tell the people who run it.',
}
