/** @module The demo: what an application learns of whoever signs in. Everything it does is in `public/demo.js`, by the client for browsers. */
import type { Context, Sheet } from "./context.js";
import { Link } from "./form.js";
import type { DemoView } from "./view.js";

export function drawDemo(view: DemoView, { texts }: Context): Sheet {
  const { demo } = texts;
  return {
    heading: demo.heading,
    lead: demo.lead,
    isWide: true,
    module: "/assets/demo.js",
    body: (
      <div class="stack" data-demo={view.clientId} data-failed={demo.failed}>
        <noscript>
          <p class="banner" safe>
            {demo.unscripted}
          </p>
        </noscript>
        <p class="banner wrong" role="alert" id="demo-problem" hidden></p>
        <div class="acts scripted" id="demo-out">
          <button class="button main" type="button" id="demo-sign-in" safe>
            {demo.signIn}
          </button>
          <button class="button plain" type="button" id="demo-sign-up" safe>
            {demo.signUp}
          </button>
          <p class="note center">
            <span safe>{demo.code}</span> <Link text={demo.inbox} href={view.inboxHref} />
          </p>
        </div>
        <section id="demo-in" aria-labelledby="demo-claims" hidden>
          <h2 id="demo-claims" safe>
            {demo.claims}
          </h2>
          <ul class="rows" id="demo-rows"></ul>
          <div class="acts">
            <button class="button plain" type="button" id="demo-renew" safe>
              {demo.renew}
            </button>
            <button class="button bare" type="button" id="demo-sign-out" safe>
              {demo.signOut}
            </button>
          </div>
        </section>
        <p class="unseen" role="status" id="said" data-renewed={demo.renewed}></p>
      </div>
    ),
  };
}
