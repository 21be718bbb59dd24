import type { MailTexts } from './catalogue.ts'

const NOT_YOU = 'If this was not you, change your password right away and check your account.'
const NOT_YOU_AND_GONE = 'If this was not you, get in touch with the people who run {service} right away.'

export const en: MailTexts = {
  greeting: 'Hello,',
  greetingByName: 'Hello {name},',
  linkLife: 'The link works once, within {duration}.',
  linkWrittenOut: 'If the button does not work, open this address in your browser:',
  toAccount: 'Go to your account',
  when: 'When',
  device: 'Device',
  networkAddress: 'IP address',
  account: 'Account',
  browserOnSystem: '{browser} on {system}',
  unknownDevice: 'Unknown device',
  line: '{label}: {value}',
  footer: '{service} sent you this message automatically. We never ask for your password by email.',
  messages: {
    verify_email: {
      subject: 'Confirm your email address',
      what: 'Welcome to {service}. Please confirm that this email address is yours.',
      button: 'Confirm address',
      advice: 'If you did not sign up, you can ignore this message.',
    },
    confirm_new_email: {
      subject: 'Confirm your new email address',
      what: 'This address is to become the one of your {service} account. Please confirm that it is yours; until then nothing changes.',
      button: 'Confirm new address',
      advice: 'If you did not ask for this, you can ignore this message.',
    },
    reset_password: {
      subject: 'Choose a new password',
      what: 'We were asked for a new password for your {service} account. You can choose one now.',
      button: 'Choose new password',
      advice: 'If you did not ask for this, you can ignore this message: your password stays as it is.',
    },
    account_locked: {
      subject: 'Your account is locked for now',
      what: 'There were too many failed attempts to sign in to your {service} account, so we have locked it for a while. You can wait, or unlock it now.',
      button: 'Unlock account',
      advice:
        'If the attempts were not yours, somebody may be guessing your password. One that is long, and used nowhere else, keeps them out.',
    },
    email_change_requested: {
      subject: 'Your email address is about to change',
      what: 'A new email address was given for your {service} account. It takes the place of this one as soon as it is confirmed.',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'Your email address was changed',
      what: 'Your {service} account has a new email address. From now on we write to that one.',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'Your password was changed',
      what: 'Your {service} account has a new password.',
      advice:
        'If this was not you, choose “{forgot}” on the sign-in page right away to take your account back.',
    },
    new_device: {
      subject: 'Sign-in from a new device',
      what: 'Somebody signed in to your {service} account from a device that had not been used before.',
      advice:
        'If this was you, there is nothing to do. If not, change your password right away and sign out all other devices.',
    },
    two_step_on: {
      subject: 'Two-step sign-in was turned on',
      what: 'Signing in to your {service} account now also takes a code from an authenticator app.',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: 'Two-step sign-in was turned off',
      what: 'Signing in to your {service} account no longer takes a code from an authenticator app.',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: 'New recovery codes were created',
      what: 'There are new recovery codes for your {service} account. The old ones no longer work.',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'A recovery code was used',
      what: 'Somebody signed in to your {service} account with a recovery code. Each code works once, so create new ones before you run out.',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'A passkey was added',
      what: 'A new passkey can now be used to sign in to your {service} account.',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'A passkey was removed',
      what: 'One of the passkeys of your {service} account was removed. It can no longer be used to sign in.',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'Your account was deleted',
      what: 'Your {service} account was deleted, with everything that was kept in it. This is the last message about it.',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
