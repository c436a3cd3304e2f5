/* Draws /openapi.json with Swagger UI. Neither this file nor Swagger UI asks another host for anything. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const followTheme = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", followTheme);
followTheme();

/* Swagger UI fills every field of a form with a word of its own, and would send it. */
function emptyOptionalFields(spec) {
  for (const operation of Object.values(spec.paths).flatMap(Object.values)) {
    const form = operation.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
    for (const [name, field] of Object.entries(form?.properties ?? {}))
      if (!form.required?.includes(name)) field.examples = [""];
  }
}

/* Each way in puts the cursor into its own field, so the dialogue opens at its last one: it is to be read from the top. */
new MutationObserver((changes) => {
  for (const { addedNodes } of changes)
    for (const added of addedNodes) {
      const content = added instanceof Element && added.querySelector(".dialog-ux .modal-ux-content");
      if (!content) continue;
      content.querySelector("input")?.focus({ preventScroll: true });
      content.scrollTop = 0;
    }
}).observe(document.getElementById("reference"), { childList: true, subtree: true });

async function draw() {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`openapi.json: ${answer.status}`);
  const spec = await answer.json();
  // "Try it out" asks the server this page came from, whichever of its names was used.
  spec.servers = [{ url: location.origin }];
  emptyOptionalFields(spec);
  window.SwaggerUIBundle({
    spec,
    domNode: document.getElementById("reference"),
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: -1,
    displayRequestDuration: true,
    tryItOutEnabled: true,
    validatorUrl: null,
    requestInterceptor(request) {
      // No cookies, and no dialogue of the browser's own on a 401.
      request.credentials = "omit";
      if (request.headers["Content-Type"] === "application/x-www-form-urlencoded")
        request.body = String(request.body ?? "")
          .replace(/(^|&)[^&=]*=(?=&|$)/g, "")
          .replace(/^&/, "");
      return request;
    },
  });
}

draw().catch((error) => {
  document.getElementById("reference").textContent = `The API reference could not be drawn. ${error.message}`;
});
