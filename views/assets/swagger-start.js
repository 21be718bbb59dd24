// Starts Swagger UI over our own document. "Authorize" is an authorization like any app's: a public client, with PKCE,
// and tokens for the account API, which is what the paths below /api/v1/auth take.
const ui = window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  oauth2RedirectUrl: `${window.location.origin}/swagger/oauth2-redirect.html`,
  presets: [window.SwaggerUIBundle.presets.apis],
  // The badge of the online validator would be fetched from elsewhere.
  validatorUrl: null,
})

ui.initOAuth({
  clientId: 'swagger',
  scopes: 'openid profile email',
  usePkceWithAuthorizationCodeGrant: true,
  additionalQueryStringParams: { resource: `${window.location.origin}/api` },
})
