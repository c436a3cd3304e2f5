/**
 * @module Code that runs with this deployment: its addresses and identifiers are in it, secrets are names of environment variables. What it does
 * is what `examples/` and `docs/openid-connect.md` do, as short as it can be.
 */

export interface Values {
  /** Of this deployment. */
  origin: string;
  clientId: string;
  serviceSid: string;
}

export interface Snippet {
  id: string;
  name: string;
  /** Where the application listens as it stands, and where people are led back to. */
  redirectUri?: string;
  install: string;
  file: string;
  /** What has to be set. */
  secrets: readonly string[];
  code: (values: Values) => string;
}

const express = ({ origin, clientId }: Values) => `import { randomBytes } from "node:crypto";
import express from "express";
import session from "express-session";
import * as client from "openid-client";

const origin = "http://localhost:4001";
const issuer = new URL("${origin}/oidc");
const config = await client.discovery(
  issuer,
  "${clientId}",
  undefined,
  client.ClientSecretBasic(process.env.MUNJIGI_CLIENT_SECRET),
  // Without https only on your own machine.
  { execute: issuer.hostname === "localhost" ? [client.allowInsecureRequests] : [] },
);

const app = express();
const { SESSION_SECRET = randomBytes(32).toString("hex") } = process.env;
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false, cookie: { sameSite: "lax" } }));

app.get("/", (request, response) => {
  response.json({ user: request.session.user ?? null });
});

app.get("/login", async (request, response) => {
  const verifier = client.randomPKCECodeVerifier();
  request.session.checks = {
    pkceCodeVerifier: verifier,
    expectedState: client.randomState(),
    expectedNonce: client.randomNonce(),
  };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: \`\${origin}/callback\`,
    scope: "openid profile phone",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
    state: request.session.checks.expectedState,
    nonce: request.session.checks.expectedNonce,
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
  response.redirect("/");
});

app.listen(4001, "127.0.0.1");
`;

const nest = ({ origin, serviceSid }: Values) => `import { Injectable } from "@nestjs/common";
import twilio from "twilio";

/** Sends codes and checks them: what a sign-in of your own needs. */
@Injectable()
export class PhoneService {
  private readonly service;

  constructor() {
    const client = twilio(process.env.MUNJIGI_ACCOUNT_SID, process.env.MUNJIGI_AUTH_TOKEN);
    client.verify.baseUrl = "${origin}";
    this.service = client.verify.v2.services("${serviceSid}");
  }

  /** A number in E.164: +821012345678. */
  async send(to: string): Promise<void> {
    await this.service.verifications.create({ to, channel: "sms" });
  }

  async check(to: string, code: string): Promise<boolean> {
    return (await this.service.verificationChecks.create({ to, code })).valid;
  }
}
`;

const next = ({ origin, clientId }: Values) => `import NextAuth from "next-auth";

const handler = NextAuth({
  providers: [
    {
      id: "munjigi",
      name: "Munjigi",
      type: "oauth",
      wellKnown: "${origin}/oidc/.well-known/openid-configuration",
      idToken: true,
      clientId: "${clientId}",
      clientSecret: process.env.MUNJIGI_CLIENT_SECRET,
      checks: ["pkce", "state", "nonce"],
      authorization: { params: { scope: "openid profile phone" } },
      profile: (claims) => ({ id: claims.sub, name: claims.name, phone: claims.phone_number }),
    },
  ],
});
export { handler as GET, handler as POST };
`;

const flask = ({ origin, clientId }: Values) => `import os

from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session, url_for

app = Flask(__name__)
app.secret_key = os.environ.get("SECRET_KEY") or os.urandom(32)

oauth = OAuth(app)
oauth.register(
    "munjigi",
    client_id="${clientId}",
    client_secret=os.environ["MUNJIGI_CLIENT_SECRET"],
    authorize_url="${origin}/oidc/auth",
    access_token_url="${origin}/oidc/token",
    api_base_url="${origin}/oidc/",
)


@app.get("/")
def home():
    return {"user": session.get("user")}


@app.get("/login")
def login():
    return oauth.munjigi.authorize_redirect(url_for("callback", _external=True))


@app.get("/callback")
def callback():
    oauth.munjigi.authorize_access_token()
    user = oauth.munjigi.get("userinfo").json()
    session["user"] = {"id": user["sub"], "phone_number": user.get("phone_number")}
    return redirect("/")


if __name__ == "__main__":
    app.run(host="localhost", port=4004)
`;

const spring = ({ origin, clientId }: Values) => `spring:
  security:
    oauth2:
      client:
        registration:
          munjigi:
            client-id: ${clientId}
            client-secret: \${MUNJIGI_CLIENT_SECRET}
            scope: openid,profile,phone
        provider:
          munjigi:
            issuer-uri: ${origin}/oidc
            user-name-attribute: sub
`;

const twilio = ({ origin, serviceSid }: Values) => `import twilio from "twilio";

const client = twilio(process.env.MUNJIGI_ACCOUNT_SID, process.env.MUNJIGI_AUTH_TOKEN);
client.verify.baseUrl = "${origin}";
const service = client.verify.v2.services("${serviceSid}");

const [to, code] = process.argv.slice(2);
if (code) {
  const { status } = await service.verificationChecks.create({ to, code });
  console.log(status); // approved: it is right
} else {
  const { status } = await service.verifications.create({ to, channel: "sms" });
  console.log(status); // pending: it was sent
}
`;

const CLIENT = ["MUNJIGI_CLIENT_SECRET"];
const ACCOUNT = ["MUNJIGI_ACCOUNT_SID", "MUNJIGI_AUTH_TOKEN"];

export const snippets: readonly Snippet[] = [
  {
    ...{ id: "express", name: "Express", redirectUri: "http://localhost:4001/callback", secrets: CLIENT },
    ...{ install: "npm install express express-session openid-client", file: "server.mjs", code: express },
  },
  {
    ...{ id: "nestjs", name: "NestJS", secrets: ACCOUNT },
    ...{ install: "npm install twilio", file: "phone.service.ts", code: nest },
  },
  {
    ...{ id: "next", name: "Next.js", redirectUri: "http://localhost:3001/api/auth/callback/munjigi", code: next },
    ...{ install: "npm install next-auth@4", file: "app/api/auth/[...nextauth]/route.js" },
    // The second is where this application is: http://localhost:3001 as it stands (next dev -p 3001).
    secrets: [...CLIENT, "NEXTAUTH_URL", "NEXTAUTH_SECRET"],
  },
  {
    ...{ id: "flask", name: "Flask", redirectUri: "http://localhost:4004/callback", secrets: CLIENT },
    ...{ install: "pip install flask authlib requests", file: "app.py", code: flask },
  },
  {
    ...{ id: "spring", name: "Spring", redirectUri: "http://localhost:8080/login/oauth2/code/munjigi" },
    ...{ install: "org.springframework.boot:spring-boot-starter-oauth2-client", file: "application.yml" },
    ...{ code: spring, secrets: CLIENT },
  },
  {
    ...{ id: "twilio", name: "twilio SDK", secrets: ACCOUNT },
    ...{ install: "npm install twilio", file: "verify.mjs", code: twilio },
  },
];
