import type { explanations as en } from '../en/explanations.ts'

export const explanations: typeof en = {
  whyHeading: 'Was geschehen ist, und warum',
  cureHeading: 'Wie es sich beheben lässt',
  helpHeading: 'Wenn Sie um Hilfe bitten',
  help: 'Nennen Sie den Code und die Kennung der fehlgeschlagenen Anfrage; sie steht in deren Antwort im Header X-Request-Id.',
  ownRequest: 'Die Anfrage nach dieser Seite',
  codes: {
    invalid_request: {
      title: 'Die Anfrage ist nicht wohlgeformt',
      why: 'Ein Parameter fehlt, steht doppelt, ist hier unbekannt oder hat einen Wert, den er nicht haben kann.',
      cure: 'Vergleichen Sie die Anfrage mit der Beschreibung des Endpunkts; error_description nennt den Parameter.',
    },
    invalid_client: {
      title: 'Der Client wurde nicht erkannt',
      why: 'Den Client gibt es nicht, sein Geheimnis oder seine Assertion ist falsch oder zu alt, oder er weist sich anders aus als registriert.',
      cure: 'Prüfen Sie Kennung, Geheimnis und Verfahren; erzeugen Sie im Zweifel ein neues Geheimnis.',
    },
    invalid_grant: {
      title: 'Die Berechtigung gilt nicht mehr',
      why: 'Der Code oder das Refresh-Token ist abgelaufen, wurde verwendet oder widerrufen, gehört einem anderen Client, oder die Sitzung ist zu Ende.',
      cure: 'Beginnen Sie eine neue Autorisierung. Verwenden Sie jeden Code einmal, und behalten Sie nur das neueste Refresh-Token.',
    },
    unauthorized_client: {
      title: 'Der Client darf das nicht',
      why: 'Der Client ist für diesen Grant-Typ oder diese Art der Antwort nicht registriert.',
      cure: 'Lassen Sie den Grant-Typ beim Client eintragen, oder verwenden Sie einen, den er hat.',
    },
    unsupported_grant_type: {
      title: 'Diesen Grant-Typ gibt es hier nicht',
      why: 'Den Wert von grant_type kennt dieser Server nicht.',
      cure: 'Verwenden Sie einen aus grant_types_supported im Discovery-Dokument.',
    },
    invalid_scope: {
      title: 'Ein Scope kann nicht erteilt werden',
      why: 'Ein Scope ist unbekannt, falsch geschrieben oder gehört nicht zu denen des Clients.',
      cure: 'Fragen Sie nur nach Scopes, für die der Client registriert ist.',
    },
    invalid_target: {
      title: 'Die Ressource ist unbekannt',
      why: 'Der Parameter resource nennt keinen registrierten Ressourcenserver, oder einen, nach dem der Client nicht fragen darf.',
      cure: 'Registrieren Sie den Ressourcenserver, und tragen Sie ihn beim Client ein.',
    },
    invalid_token: {
      title: 'Das Token ist nicht gültig',
      why: 'Das Access-Token ist abgelaufen oder widerrufen, seine Sitzung ist zu Ende, oder es ist nicht für diesen Dienst bestimmt.',
      cure: 'Holen Sie ein neues Access-Token, durch Erneuern oder eine neue Autorisierung, und senden Sie die Anfrage noch einmal.',
    },
    insufficient_scope: {
      title: 'Das Token reicht nicht so weit',
      why: 'Das Access-Token ist gültig, aber ihm fehlt ein Scope, den diese Anfrage braucht.',
      cure: 'Fragen Sie nach einem Token mit dem Scope, den WWW-Authenticate nennt.',
    },
    access_denied: {
      title: 'Die Person hat abgelehnt',
      why: 'Die Person hat die Anmeldung abgebrochen oder nicht erlaubt, worum die App gebeten hat.',
      cure: 'Lassen Sie die Person es erneut versuchen, wenn sie möchte, und bitten Sie nur um das Nötige.',
    },
    login_required: {
      title: 'Die Person muss sich anmelden',
      why: 'Die App wollte eine Antwort ohne jede Seite, aber in diesem Browser ist niemand angemeldet.',
      cure: 'Schicken Sie die Person noch einmal durch die Autorisierung, ohne prompt=none.',
    },
    authorization_pending: {
      title: 'Die Person hat noch nicht geantwortet',
      why: 'Der Code des Geräts wurde bisher nicht bestätigt.',
      cure: 'Fragen Sie nach der Zeit in interval aus der ersten Antwort wieder.',
    },
    slow_down: {
      title: 'Zu oft gefragt',
      why: 'Das Gerät fragt öfter nach seinem Token, als ihm gesagt wurde.',
      cure: 'Warten Sie von jetzt an fünf Sekunden länger zwischen den Anfragen.',
    },
    expired_token: {
      title: 'Der Code des Geräts ist zu alt',
      why: 'Niemand hat den Code rechtzeitig bestätigt.',
      cure: 'Beginnen Sie von vorn, und zeigen Sie der Person den neuen Code.',
    },
    invalid_credentials: {
      title: 'Name und Passwort gehören nicht zusammen',
      why: 'Es gibt kein Konto mit diesem Namen und diesem Passwort, oder der Einmalcode ist falsch.',
      cure: 'Prüfen Sie beides und versuchen Sie es noch einmal, oder legen Sie ein neues Passwort fest.',
    },
    mfa_required: {
      title: 'Ein zweiter Faktor ist nötig',
      why: 'Das Passwort stimmt, aber das Konto ist durch einen zweiten Schritt geschützt.',
      cure: 'Senden Sie mfa_token und den Code innerhalb von zehn Minuten an den Endpunkt für den zweiten Faktor.',
    },
    account_locked: {
      title: 'Das Konto ist vorübergehend gesperrt',
      why: 'Es gab zu viele fehlgeschlagene Anmeldungen.',
      cure: 'Warten Sie so lange, wie Retry-After sagt, oder nutzen Sie den Link in der E-Mail, die versandt wurde.',
    },
    user_exists: {
      title: 'Ein solches Konto gibt es schon',
      why: 'Die E-Mail-Adresse oder der Benutzername gehört zu einem Konto.',
      cure: 'Melden Sie sich an, oder wählen Sie eine andere Adresse oder einen anderen Namen.',
    },
    role_not_allowed: {
      title: 'Mit dieser Rolle kann sich niemand registrieren',
      why: 'Die Rolle gehört nicht zu denen, die Menschen selbst wählen können.',
      cure: 'Lassen Sie die Rolle weg, oder bitten Sie den Betrieb darum, sie zu vergeben.',
    },
    client_not_found: {
      title: 'Diesen Client gibt es nicht',
      why: 'Den Mandanten, das Projekt oder den Client gibt es nicht, oder sie gehören nicht zusammen.',
      cure: 'Prüfen Sie die drei Kennungen.',
    },
    not_found: {
      title: 'Unter dieser Adresse gibt es nichts',
      why: 'Der Pfad ist vertippt, oder was er nannte, gibt es nicht mehr.',
      cure: 'Vergleichen Sie den Pfad mit der Beschreibung der API.',
    },
    method_not_allowed: {
      title: 'Diese Methode ist hier nicht erlaubt',
      why: 'Die Adresse gibt es, aber nicht für diese HTTP-Methode.',
      cure: 'Verwenden Sie eine der Methoden aus dem Header Allow.',
    },
    payload_too_large: {
      title: 'Die Anfrage ist zu groß',
      why: 'Der Inhalt ist größer als 64 KiB.',
      cure: 'Senden Sie weniger.',
    },
    unsupported_media_type: {
      title: 'Dieser Inhaltstyp wird hier nicht gelesen',
      why: 'Der Header Content-Type fehlt, oder er nennt einen Typ, den dieser Endpunkt nicht annimmt.',
      cure: 'Senden Sie application/json oder, wo es so beschrieben ist, application/x-www-form-urlencoded.',
    },
    rate_limited: {
      title: 'Zu viele Anfragen',
      why: 'Von dieser Adresse oder für dieses Konto kamen mehr Anfragen, als in einer Minute erlaubt sind.',
      cure: 'Warten Sie so lange, wie Retry-After sagt, und senden Sie weniger.',
    },
    temporarily_unavailable: {
      title: 'Das lässt sich im Moment nicht beantworten',
      why: 'Ein Teil des Servers ist nicht erreichbar oder stark belastet. Die Anfrage selbst mag in Ordnung sein.',
      cure: 'Senden Sie dieselbe Anfrage nach der Zeit in Retry-After noch einmal.',
    },
    server_error: {
      title: 'Bei uns ist etwas schiefgegangen',
      why: 'Der Server ist auf etwas gestoßen, worauf er nicht vorbereitet war. Es wurde protokolliert.',
      cure: 'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie dem Betrieb die Kennung in X-Request-Id.',
    },
    account_disabled: {
      title: 'Das Konto ist gesperrt worden',
      why: 'Der Betrieb dieses Servers hat es geschlossen.',
      cure: 'Wenden Sie sich an die, die diesen Server betreiben.',
    },
    busy: {
      title: 'Der Server ist ausgelastet',
      why: 'Es werden mehr Passwörter geprüft, als der Server auf einmal prüfen kann.',
      cure: 'Versuchen Sie es nach den Sekunden in Retry-After noch einmal.',
    },
    changed_meanwhile: {
      title: 'Jemand war schneller',
      why: 'Dasselbe wurde anderswo geändert, während die Anfrage unterwegs war.',
      cure: 'Sehen Sie nach, wie es jetzt steht, und versuchen Sie es noch einmal, falls es noch nötig ist.',
    },
    invalid_code: {
      title: 'Der Code ist nicht der, den die App zeigt',
      why: 'Der Code ist vertippt, oder die Uhr des Telefons geht mehr als eine halbe Minute falsch.',
      cure: 'Warten Sie auf den nächsten Code und geben Sie diesen ein. Lassen Sie das Telefon seine Uhr selbst stellen.',
    },
    invalid_dpop_proof: {
      title: 'Der Besitznachweis wird nicht angenommen',
      why: 'Das Token ist an einen Schlüssel gebunden, und der Header DPoP fehlt, gilt einer anderen URL, Methode oder einem anderen Token, ist zu alt oder wurde schon verwendet.',
      cure: 'Erzeugen Sie für jede Anfrage einen neuen Nachweis mit der aufgerufenen URL (RFC 9449).',
    },
    invalid_passkey: {
      title: 'Der Passkey wurde nicht angenommen',
      why: 'Was der Browser gesendet hat, gilt nicht dieser Seite oder passt nicht zu dem, was gefragt war.',
      cure: 'Versuchen Sie es im selben Browser noch einmal, und bestätigen Sie sich mit PIN, Finger oder Gesicht.',
    },
    link_expired: {
      title: 'Der Link oder das Token aus der E-Mail gilt nicht mehr',
      why: 'Er wurde schon verwendet, ist zu alt, oder ein neuerer ist an seine Stelle getreten.',
      cure: 'Fordern Sie eine neue E-Mail an, und nutzen Sie den Link aus der neuesten.',
    },
    no_second_factor: {
      title: 'Es gibt keinen zweiten Faktor',
      why: 'Wiederherstellungscodes vertreten eine Authenticator-App, und das Konto hat keine.',
      cure: 'Richten Sie zuerst eine Authenticator-App ein.',
    },
    no_such_passkey: {
      title: 'Diesen Passkey gibt es nicht',
      why: 'Das Konto hat keinen Passkey mit dieser Kennung; vielleicht wurde er anderswo entfernt.',
      cure: 'Sehen Sie die Liste der Passkeys noch einmal an.',
    },
    no_such_user: {
      title: 'Dieses Konto gibt es nicht',
      why: 'Hier hat niemand diese E-Mail-Adresse.',
      cure: 'Prüfen Sie die Schreibweise, oder erstellen Sie ein Konto.',
    },
    too_many_passkeys: {
      title: 'Es sind zu viele Passkeys',
      why: 'Das Konto hat so viele Passkeys, wie es haben kann.',
      cure: 'Entfernen Sie einen, der nicht mehr gebraucht wird.',
    },
    unauthorized: {
      title: 'Das wurde nicht erlaubt',
      why: 'Der Client oder die Person hat sich nicht ausgewiesen, das ID-Token ist nicht gut oder wurde schon verwendet, oder es fehlt die Mitgliedschaft oder die Rolle. Welches davon, wird nicht gesagt.',
      cure: 'Prüfen Sie das Geheimnis, und fragen Sie dann den Betrieb des Mandanten nach der Person.',
    },
    unsupported_token_type: {
      title: 'Diese Art von Token ist hier nicht vorgesehen',
      why: 'Der Endpunkt kennt diese Art von Token nicht.',
      cure: 'Senden Sie ein Access- oder Refresh-Token, das dieser Server ausgestellt hat.',
    },
    use_dpop_nonce: {
      title: 'Der Besitznachweis braucht eine Nonce',
      why: 'Der Nachweis ist zu alt oder enthält die Nonce nicht, nach der der Server fragt.',
      cure: 'Erzeugen Sie einen neuen Nachweis mit der Nonce aus dem Header DPoP-Nonce, und versuchen Sie es noch einmal.',
    },
    weak_password: {
      title: 'Das Passwort genügt nicht',
      why: 'Ein Passwort hat 8 bis 256 Zeichen, gehört nicht zu den wenigen tausend, die zuerst probiert werden, und ist nicht der Anmeldename; wo der Betreiber das prüfen lässt, ist es auch aus keinem Datenleck bekannt. Mehr wird nicht verlangt.',
      cure: 'Wählen Sie ein anderes. Einige Wörter hintereinander sind leicht zu merken.',
    },
    wrong_password: {
      title: 'Das aktuelle Passwort ist falsch',
      why: 'Wer ein Passwort ändert, muss das bisherige kennen.',
      cure: 'Prüfen Sie die Schreibweise, oder setzen Sie das Passwort per E-Mail zurück.',
    },
  },
}
