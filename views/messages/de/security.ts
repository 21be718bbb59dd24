import { html } from '#lib/html'
import type { security as en } from '../en/security.ts'

export const security: typeof en = {
  title: 'Sicherheit',
  lede: 'Womit Sie zeigen, dass Sie es sind.',

  password: 'Passwort',
  passwordChanged: 'Zuletzt geändert',
  passwordNone: 'Sie haben noch kein Passwort.',
  changePassword: 'Passwort ändern',
  currentPassword: 'Aktuelles Passwort',
  newPassword: 'Neues Passwort',
  endsOthers: 'Danach sind Sie überall sonst abgemeldet.',
  passwordSaved: 'Ihr Passwort ist geändert.',

  twoStep: 'Anmeldung in zwei Schritten',
  twoStepText: 'Ein Code aus einer App auf Ihrem Telefon, damit das Passwort allein nichts öffnet.',
  on: 'Ein',
  off: 'Aus',
  since: 'Seit',
  setUp: 'Einrichten',
  turnOff: 'Ausschalten',
  turnedOff: 'Die Anmeldung in zwei Schritten ist ausgeschaltet.',

  setUpTitle: 'Anmeldung in zwei Schritten einrichten',
  setUpScan: 'Öffnen Sie eine Authenticator-App auf Ihrem Telefon, und scannen Sie dieses Bild.',
  setUpNoApp: 'Jede App für Einmalcodes ist geeignet, viele Passwortmanager sind es auch.',
  qrLabel: 'QR-Code, der den Schlüssel enthält',
  setUpHere: 'Die App ist auf diesem Gerät? Hier öffnen',
  setUpByHand: 'Sie können ihn nicht scannen? Geben Sie diesen Schlüssel in die App ein:',
  setUpCode: 'Geben Sie dann den Code ein, den die App zeigt',
  setUpSubmit: 'Einschalten',

  recovery: 'Wiederherstellungscodes',
  recoveryText: 'Für den Fall, dass Sie Ihr Telefon nicht haben. Jeder gilt nur einmal.',
  codesLeft: (count) => (count === 1 ? 'Noch 1 Code übrig' : `Noch ${count} Codes übrig`),
  newCodes: 'Neue Codes erzeugen',
  newCodesWarning: 'Die alten gelten dann nicht mehr.',
  codesTitle: 'Ihre Wiederherstellungscodes',
  codesLede:
    'Bewahren Sie sie dort auf, wo nur Sie sie finden: auf Papier oder in einem Passwortmanager. Sie werden nur jetzt gezeigt.',
  codesFor: (email) => html`Wiederherstellungscodes von Gatehouse für ${email}`,
  codesDone: 'Ich habe sie aufbewahrt',

  passkeys: 'Passkeys',
  passkeysText: 'Melden Sie sich ohne Passwort an: mit Fingerabdruck, Gesicht oder dem Code Ihres Geräts.',
  noPasskeys: 'Sie haben noch keinen Passkey.',
  passkeyDefaultName: 'Passkey',
  passkeyName: 'Name des Passkeys',
  passkeyNameHint: 'Damit Sie ihn wiedererkennen, zum Beispiel „Diensttelefon“.',
  addPasskey: 'Passkey hinzufügen',
  passkeyNeedsScript: 'Um einen Passkey hinzuzufügen, muss JavaScript eingeschaltet sein.',
  passkeyFailed: 'Der Passkey wurde nicht hinzugefügt. Versuchen Sie es noch einmal, wenn Sie so weit sind.',
  passkeyAdded: 'Der Passkey ist hinzugefügt.',
  passkeyRemoved: 'Der Passkey ist entfernt.',
  rename: 'Umbenennen',
  added: 'Hinzugefügt',
  lastUsed: 'Zuletzt verwendet',

  devices: 'Geräte ohne Code',
  devicesText:
    'Auf Geräten, auf denen Sie es gewählt haben, wird 30 Tage lang nicht nach einem Code gefragt.',
  noDevices: 'Es gibt keine solchen Geräte.',
  forgetOne: 'Hier wieder fragen',
  forgottenOne: 'Auf diesem Gerät wird wieder nach einem Code gefragt.',
  forget: 'Überall wieder nach einem Code fragen',
  forgotten: 'Es wird wieder überall nach einem Code gefragt.',
}
