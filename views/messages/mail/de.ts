import type { MailTexts } from './catalogue.ts'

const NOT_YOU =
  'Wenn Sie das nicht waren, ändern Sie bitte sofort Ihr Passwort und sehen Sie Ihr Konto durch.'
const NOT_YOU_AND_GONE =
  'Wenn Sie das nicht waren, wenden Sie sich bitte sofort an die Betreiber von {service}.'

export const de: MailTexts = {
  greeting: 'Guten Tag,',
  greetingByName: 'Guten Tag {name},',
  linkLife: 'Der Link gilt einmal und {duration} lang.',
  linkWrittenOut: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie diese Adresse im Browser:',
  toAccount: 'Zu Ihrem Konto',
  when: 'Zeitpunkt',
  device: 'Gerät',
  networkAddress: 'IP-Adresse',
  account: 'Konto',
  browserOnSystem: '{browser} auf {system}',
  unknownDevice: 'Unbekanntes Gerät',
  line: '{label}: {value}',
  footer:
    'Diese Nachricht wurde automatisch von {service} verschickt. Wir fragen nie per E-Mail nach Ihrem Passwort.',
  messages: {
    verify_email: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      what: 'willkommen bei {service}. Bitte bestätigen Sie, dass diese E-Mail-Adresse Ihnen gehört.',
      button: 'Adresse bestätigen',
      advice: 'Wenn Sie sich nicht registriert haben, können Sie diese Nachricht ignorieren.',
    },
    confirm_new_email: {
      subject: 'Bestätigen Sie Ihre neue E-Mail-Adresse',
      what: 'diese Adresse soll künftig zu Ihrem Konto bei {service} gehören. Bitte bestätigen Sie, dass es Ihre ist; bis dahin ändert sich nichts.',
      button: 'Neue Adresse bestätigen',
      advice: 'Wenn Sie das nicht veranlasst haben, können Sie diese Nachricht ignorieren.',
    },
    reset_password: {
      subject: 'Wählen Sie ein neues Passwort',
      what: 'für Ihr Konto bei {service} wurde ein neues Passwort angefordert. Sie können es jetzt festlegen.',
      button: 'Neues Passwort wählen',
      advice:
        'Wenn Sie das nicht angefordert haben, können Sie diese Nachricht ignorieren: Ihr Passwort bleibt, wie es ist.',
    },
    account_locked: {
      subject: 'Ihr Konto ist vorübergehend gesperrt',
      what: 'zu viele Versuche, sich bei {service} mit Ihrem Konto anzumelden, sind fehlgeschlagen. Wir haben es deshalb für eine Weile gesperrt. Sie können abwarten oder es jetzt entsperren.',
      button: 'Konto entsperren',
      advice:
        'Wenn die Versuche nicht von Ihnen kamen, versucht vielleicht jemand, Ihr Passwort zu erraten. Ein langes Passwort, das Sie nirgends sonst verwenden, schützt Sie.',
    },
    email_change_requested: {
      subject: 'Ihre E-Mail-Adresse soll geändert werden',
      what: 'für Ihr Konto bei {service} wurde eine neue E-Mail-Adresse angegeben. Sie ersetzt die bisherige, sobald sie bestätigt ist.',
      advice: NOT_YOU,
    },
    email_changed: {
      subject: 'Ihre E-Mail-Adresse wurde geändert',
      what: 'Ihr Konto bei {service} hat eine neue E-Mail-Adresse. Ab jetzt schreiben wir an diese.',
      advice: NOT_YOU_AND_GONE,
    },
    password_changed: {
      subject: 'Ihr Passwort wurde geändert',
      what: 'Ihr Konto bei {service} hat ein neues Passwort.',
      advice:
        'Wenn Sie das nicht waren, wählen Sie auf der Anmeldeseite bitte sofort „{forgot}“, um sich Ihr Konto zurückzuholen.',
    },
    new_device: {
      subject: 'Anmeldung von einem neuen Gerät',
      what: 'jemand hat sich bei {service} mit Ihrem Konto angemeldet, und zwar auf einem Gerät, das dafür noch nie benutzt wurde.',
      advice:
        'Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, ändern Sie bitte sofort Ihr Passwort und melden Sie alle anderen Geräte ab.',
    },
    two_step_on: {
      subject: 'Die Anmeldung in zwei Schritten ist eingeschaltet',
      what: 'wenn Sie sich bei {service} anmelden, wird jetzt zusätzlich ein Code aus einer Authentifizierungs-App verlangt.',
      advice: NOT_YOU,
    },
    two_step_off: {
      subject: 'Die Anmeldung in zwei Schritten ist ausgeschaltet',
      what: 'wenn Sie sich bei {service} anmelden, wird kein Code aus einer Authentifizierungs-App mehr verlangt.',
      advice: NOT_YOU,
    },
    recovery_codes_created: {
      subject: 'Neue Wiederherstellungscodes wurden erstellt',
      what: 'für Ihr Konto bei {service} gibt es neue Wiederherstellungscodes. Die alten gelten nicht mehr.',
      advice: NOT_YOU,
    },
    recovery_code_used: {
      subject: 'Ein Wiederherstellungscode wurde benutzt',
      what: 'jemand hat sich bei {service} mit einem Wiederherstellungscode Ihres Kontos angemeldet. Jeder Code gilt nur einmal; erstellen Sie rechtzeitig neue.',
      advice: NOT_YOU,
    },
    passkey_added: {
      subject: 'Ein Passkey wurde hinzugefügt',
      what: 'Ihr Konto bei {service} lässt sich jetzt mit einem weiteren Passkey öffnen.',
      advice: NOT_YOU,
    },
    passkey_removed: {
      subject: 'Ein Passkey wurde entfernt',
      what: 'aus Ihrem Konto bei {service} wurde ein Passkey entfernt. Er öffnet das Konto nicht mehr.',
      advice: NOT_YOU,
    },
    account_deleted: {
      subject: 'Ihr Konto wurde gelöscht',
      what: 'Ihr Konto bei {service} wurde gelöscht, mit allem, was darin gespeichert war. Dies ist die letzte Nachricht dazu.',
      advice: NOT_YOU_AND_GONE,
    },
  },
}
