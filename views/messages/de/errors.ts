import type { errorPages as enErrorPages, fieldProblems as enFieldProblems } from '../en/errors.ts'

export const fieldProblems: typeof enFieldProblems = {
  required: 'Bitte füllen Sie dieses Feld aus.',
  malformed: 'Das geht hier nicht. Bitte prüfen Sie die Eingabe.',
  too_long: 'Das ist zu lang.',
  not_plain_text: 'Bitte verwenden Sie einfachen Text ohne unsichtbare Steuerzeichen.',
  mixed_scripts: 'Bitte verwenden Sie nur Buchstaben einer einzigen Schrift.',
  taken: 'Das ist schon vergeben. Bitte wählen Sie etwas anderes.',
  email_malformed: 'Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.',
  email_taken: 'Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte melden Sie sich damit an.',
  username_malformed:
    'Bitte nur Buchstaben, Ziffern, Punkte, Binde- und Unterstriche, am Anfang ein Buchstabe oder eine Ziffer.',
  username_taken: 'Dieser Benutzername ist vergeben. Bitte wählen Sie einen anderen.',
  password_length: 'Das Passwort braucht 8 bis 256 Zeichen.',
  password_common:
    'Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Bitte wählen Sie ein anderes.',
  password_breached: 'Dieses Passwort ist aus einem Datenleck bekannt. Bitte wählen Sie ein anderes.',
  password_is_login:
    'Bitte wählen Sie etwas anderes als die Adresse oder den Namen, womit Sie sich anmelden.',
  password_wrong: 'Das ist nicht Ihr Passwort.',
  code_wrong: 'Dieser Code ist falsch oder wurde schon verwendet.',
  confirmation_wrong: 'Ihre Eingabe stimmt nicht überein.',
}

export const errorPages: typeof enErrorPages = {
  referenceHeading: 'Wenn Sie um Hilfe bitten, nennen Sie diese Angaben',
  referenceCode: 'Fehler',
  referenceRequest: 'Anfrage',
  referenceDetail: 'Einzelheit',

  heading_400: 'Das hat nicht geklappt',
  text_400: 'Die Anfrage war nicht zu verstehen.',
  heading_403: 'Das wurde nicht angenommen',
  text_403: 'Das ist hier nicht erlaubt.',
  heading_404: 'Hier ist keine Seite',
  text_404: 'Vielleicht ist die Adresse vertippt, oder die Seite ist umgezogen.',
  advice_404:
    'Wenn eine App Sie hierher geschickt hat, gehen Sie zu ihr zurück und beginnen Sie dort noch einmal.',
  heading_410: 'Diese Seite gibt es nicht mehr',
  text_410: 'Was hier war, ist vorbei.',
  heading_413: 'Das war zu viel',
  text_413: 'Es wurde mehr gesendet, als angenommen werden kann.',
  heading_423: 'Vorübergehend gesperrt',
  text_423: 'Es gab zu viele Fehlversuche. Bitte versuchen Sie es später noch einmal.',
  heading_429: 'Das war zu oft',
  text_429: 'Es gab zu viele Anfragen. Bitte warten Sie einen Moment und versuchen Sie es noch einmal.',
  heading_500: 'Etwas ist schiefgegangen',
  text_500: 'Bei uns ist etwas schiefgegangen. Vielleicht hilft es, es noch einmal zu versuchen.',
  heading_503: 'Gleich wieder da',
  text_503: 'Das lässt sich im Moment nicht beantworten. Bitte versuchen Sie es in Kürze noch einmal.',

  text_interaction_gone: 'Diese Anmeldung ist zu Ende, oder sie wurde in einem anderen Browser begonnen.',
  advice_interaction_gone:
    'Gehen Sie zurück zur App, aus der Sie kamen, und wählen Sie dort erneut die Anmeldung.',
  text_csrf: 'Dieses Formular wurde nicht von der Seite gesendet, zu der es gehört.',
  advice_csrf: 'Gehen Sie zurück, laden Sie die Seite neu, und senden Sie das Formular noch einmal.',
  text_app: 'Die App hat eine Anfrage gesendet, die sich nicht beantworten lässt.',
  advice_app:
    'Gehen Sie zurück zur App und versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie denen Bescheid, die sie betreiben.',
}
