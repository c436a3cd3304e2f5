/** @module The page of the API reference: an empty place that public/reference.js fills with Swagger UI. */

/** A whole page. */
export function referencePage(): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>API reference · Munjigi</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/ui/swagger-ui.css" />
        <link rel="stylesheet" href="/assets/reference.css" />
        <script src="/docs/ui/swagger-ui-bundle.js" defer></script>
        <script src="/assets/reference.js" defer></script>
      </head>
      <body>
        <main id="reference">
          <p id="loading">Loading…</p>
          <noscript>
            <p>
              The API reference needs JavaScript. The same as a file: <a href="/openapi.json">openapi.json</a>
            </p>
          </noscript>
        </main>
      </body>
    </html>
  );
  return `<!doctype html>${String(page)}`;
}
