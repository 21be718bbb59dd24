import { type Html, html } from '#lib/html'

export type SwaggerProps = { base: string }

/** The API documentation: Swagger UI, with its scripts and styles as files, since no script may stand in a page. */
export function swaggerPage({ base }: SwaggerProps): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>API documentation · Gatehouse</title>
  <link rel="icon" href="/favicon.ico">
  <link rel="stylesheet" href="${base}/swagger-ui.css">
</head>
<body>
<main id="swagger-ui"></main>
<script src="${base}/swagger-ui-bundle.js"></script>
<script src="${base}/start.js"></script>
</body>
</html>
`
}

/** Where an authorization comes back to: hands what it brought to the window that began it. */
export function swaggerRedirectPage({ base }: SwaggerProps): Html {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>API documentation · Gatehouse</title>
</head>
<body>
<script src="${base}/oauth2-redirect.js"></script>
</body>
</html>
`
}
