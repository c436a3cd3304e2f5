/**
 * @module Sends Twilio Verify requests to Munjigi, in an app that knows nothing of it:
 *
 *     NODE_OPTIONS="--require /path/to/munjigi-preload.cjs" MUNJIGI_URL=http://localhost:8010 node app.js
 *
 * It does not touch the SDK. All majors of it, also when bundled, ask Node's `https` for `verify.twilio.com`; here that one
 * host is answered by another. Requests to other hosts go to Node's own function as they came.
 */
"use strict";

const { MUNJIGI_URL } = process.env;
if (MUNJIGI_URL) redirectVerify(MUNJIGI_URL);

function redirectVerify(url) {
  const http = require("node:http");
  const https = require("node:https");
  const { syncBuiltinESMExports } = require("node:module");
  const { urlToHttpOptions } = require("node:url");
  const target = /^https?:/.test(url) && URL.canParse(url) ? new URL(url) : undefined;
  const send = { "http:": http.request, "https:": https.request };

  for (const library of [http, https]) {
    const original = library.request;
    library.request = function request(...args) {
      const options = readOptions(args) ?? {};
      const host = String(options.hostname || options.host).toLowerCase();
      if (isVerify(host)) return redirect(options, args, options.path ?? "/");
      if (isDetour(host, options.path))
        return redirect(options, args, options.path.slice(options.path.indexOf("/v2/")));
      return original.apply(this, args);
    };
  }
  // For `import { request } from "node:https"`.
  syncBuiltinESMExports();

  function redirect(options, args, path) {
    // Going on to Twilio instead would cost money, and nobody would notice.
    if (!target) throw new Error("MUNJIGI_URL is not a URL that starts with http:// or https://");
    const { protocol } = target;
    const { hostname, port } = urlToHttpOptions(target);
    const { host, defaultPort, servername, ...rest } = options;
    const redirected = { ...rest, protocol, hostname, port, path: `${target.pathname.replace(/\/+$/, "")}${path}` };
    // An agent for TLS cannot speak plain HTTP.
    if (options.protocol !== protocol) delete redirected.agent;
    return send[protocol](redirected, ...args.filter((arg) => typeof arg === "function"));
  }

  /** The arguments of `request` as one object: `(url, options?, callback?)` or `(options, callback?)`. */
  function readOptions([first, second]) {
    if (typeof first === "string") first = URL.canParse(first) ? new URL(first) : undefined;
    if (!(first instanceof URL)) return first;
    return { ...urlToHttpOptions(first), ...(typeof second === "object" && second) };
  }

  /** `verify.twilio.com`, and what the SDK makes of it with TWILIO_EDGE and TWILIO_REGION: `verify.dublin.ie1.twilio.com`. */
  function isVerify(host) {
    return /^verify(\.[a-z0-9-]+){0,2}\.twilio\.com$/.test(host);
  }

  /**
   * The pages of a list follow one another by whole URLs, of Munjigi's public host. The SDK puts edge and region into these
   * too: `localhost` becomes `localhost.dublin.ie1.localhost`, `a.example.org` becomes `a.dublin.ie1.example.org`.
   */
  function isDetour(host, path) {
    const { TWILIO_EDGE: edge, TWILIO_REGION: region = edge && "us1" } = process.env;
    if (!region || /\.twilio\.com$/.test(host) || !/\/v2\/.*[?&]PageToken=/.test(path)) return false;
    const inserted = `.${edge ? `${edge}.` : ""}${region}.`.toLowerCase();
    return host.indexOf(inserted) === host.indexOf(".") && host.includes(inserted);
  }
}
