/** @module What signing out did, and the way on. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { nameBrand } from "./social-button.js";
import type { SignedOutView } from "./view.js";

export function drawSignedOut(view: SignedOutView, { frame, texts }: Context): Sheet {
  const { homeUrl, name } = frame.brand;
  const { signedOut } = texts;
  return {
    icon: <Icon name="door" />,
    heading: view.isDeleted ? signedOut.deletedHeading : signedOut.heading,
    lead: view.isDeleted ? signedOut.deleted : view.everywhere ? signedOut.everywhere : signedOut.here,
    body: (
      <>
        <Connections view={view} texts={texts} />
        <div class="acts">
          {homeUrl === undefined ? undefined : <ButtonLink text={texts.frame.open(name)} href={homeUrl} />}
          <ButtonLink
            text={view.isDeleted ? signedOut.anew : signedOut.again}
            href={view.againHref}
            tone={homeUrl === undefined ? "main" : "bare"}
          />
        </div>
      </>
    ),
  };
}

/** What only the person can end. */
function Connections({ view, texts }: { view: SignedOutView; texts: Context["texts"] }) {
  if (view.connections.length === 0) return "";
  const { names } = texts.social;
  return (
    <>
      <p class="note" safe>
        {texts.signedOut.connections}
      </p>
      <ul class="facts">
        {view.connections.map(({ brand, label, href }) => (
          <li class="fact">
            {href === undefined ? (
              <span safe>{nameBrand(names, brand, label)}</span>
            ) : (
              <a class="link" href={href} safe>
                {nameBrand(names, brand, label)}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
