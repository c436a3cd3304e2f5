/** @module Three routes: in, back, out. What is known of whoever signed in is in the session, never in the page. */
import express from "express";
import session from "express-session";
import * as client from "openid-client";

/**
 * `config` is what `client.discovery()` found; `origin` is where browsers find this app. Sessions are in this process: take a store of
 * express-session's list for more than one, or to outlive a restart.
 */
export function createApp({ config, origin, sessionSecret }) {
  const app = express();
  app.disable("x-powered-by");
  // Behind a proxy with https, it says so; the session's cookie is for https only then.
  app.set("trust proxy", 1);
  app.use(
    session({
      ...{ name: "app", secret: sessionSecret, resave: false, saveUninitialized: false },
      // Lax: the browser comes back from Munjigi with it.
      cookie: { httpOnly: true, sameSite: "lax", secure: origin.startsWith("https:") },
    }),
  );

  app.get("/", (request, response) => {
    const { user } = request.session;
    response
      .type("html")
      .send(
        user
          ? `<p>Signed in as <b>${escapeHtml(user.phone)}</b> (${escapeHtml(user.id)}). <a href="/logout">Sign out</a>`
          : `<p>Not signed in. <a href="/login">Sign in</a>`,
      );
  });

  app.get("/login", async (request, response) => {
    const verifier = client.randomPKCECodeVerifier();
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: client.randomState(),
      expectedNonce: client.randomNonce(),
    };
    request.session.checks = checks;
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: `${origin}/callback`,
      scope: "openid profile phone",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: checks.expectedState,
      nonce: checks.expectedNonce,
    });
    response.redirect(url.href);
  });

  app.get("/callback", async (request, response) => {
    const { checks } = request.session;
    if (!checks) return response.redirect("/login");
    const tokens = await client.authorizationCodeGrant(config, new URL(request.originalUrl, origin), checks);
    const { sub, phone_number } = tokens.claims();
    // A new session: one that somebody else put into this browser must not become the user's.
    await new Promise((done, fail) => request.session.regenerate((error) => (error ? fail(error) : done())));
    request.session.user = { id: sub, phone: phone_number };
    request.session.idToken = tokens.id_token;
    response.redirect("/");
  });

  app.get("/logout", (request, response) => {
    const { idToken } = request.session;
    if (!idToken) return response.redirect("/");
    const url = client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: `${origin}/` });
    request.session.destroy(() => response.redirect(url.href));
  });

  // Express knows an error handler by its four parameters.
  app.use((error, _request, response, _next) => {
    // `access_denied`: they pressed "cancel".
    console.error(error);
    const said = error instanceof client.AuthorizationResponseError ? error.error : (error.code ?? error.name);
    response
      .status(400)
      .type("html")
      .send(`<p>Signing in did not work: ${escapeHtml(said)}. <a href="/login">Try again</a>`);
  });
  return app;
}

const escapeHtml = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
