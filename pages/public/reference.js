/* Draws /openapi.json with Swagger UI. Neither this file nor Swagger UI asks another host for anything. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const followTheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followTheme);
followTheme();

async function draw() {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`);
  const spec = await answer.json();
  // "Try it out" asks the server this page came from, whichever of its names was used.
  spec.servers = [{ url: location.origin }];
  window.SwaggerUIBundle({
    spec,
    domNode: document.getElementById("reference"),
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    // No cookies, and no dialogue of the browser's own on a 401.
    requestInterceptor: (request) => Object.assign(request, { credentials: "omit" }),
  });
}

draw().catch((error) => {
  document.getElementById("reference").textContent = `The API reference could not be drawn. ${error.message}`;
});
