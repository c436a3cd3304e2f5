/** @module The document around every page: brand, the other language, the links below. No inline style or script: the policy of the server allows none. */
import type { Context, Sheet } from "./context.js";
import type { Language, View } from "./view.js";

/** How a language calls itself. */
const OTHER: Record<Language, { language: Language; name: string }> = {
  ko: { language: "en", name: "English" },
  en: { language: "ko", name: "한국어" },
};

/** A whole document. */
export function drawDocument({ frame, texts }: Context, sheet: Sheet, page: View["page"]): string {
  const { brand, links, language } = frame;
  const other = OTHER[language];
  const document = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <title safe>{`${sheet.heading} · ${brand.name}`}</title>
        <link rel="icon" href="data:," />
        <Styles {...frame} />
        {frame.framed === undefined ? <script src="/assets/pages.js" defer></script> : <base target="_blank" />}
        {sheet.module === undefined ? undefined : <script type="module" src={sheet.module}></script>}
        {sheet.next === undefined ? undefined : <GoOn {...sheet.next} />}
      </head>
      <body>
        <div class={sheet.isWide ? "sheet wide" : "sheet"}>
          <header class="top">
            <Brand {...brand} />
            {frame.otherLanguageHref === undefined || sheet.isOnce ? undefined : (
              <a class="link faint" href={frame.otherLanguageHref} lang={other.language} hreflang={other.language} safe>
                {other.name}
              </a>
            )}
          </header>
          <main data-page={page}>
            {sheet.icon === undefined ? undefined : <Picture icon={sheet.icon} />}
            <h1 safe>{sheet.heading}</h1>
            {sheet.lead === undefined ? undefined : (
              <p class="lead" safe>
                {sheet.lead}
              </p>
            )}
            {sheet.alert === undefined ? undefined : (
              <p class="banner wrong" role="alert" safe>
                {sheet.alert}
              </p>
            )}
            <Body body={sheet.body} />
          </main>
        </div>
        <footer class="below">
          <FootLink href={links.terms} text={texts.frame.terms} />
          <FootLink href={links.privacy} text={texts.frame.privacy} />
          <FootLink href={links.support} text={texts.frame.support} />
        </footer>
      </body>
    </html>
  );
  return `<!doctype html>${String(document)}`;
}

function Styles({ coloursHref, framed }: Context["frame"]) {
  if (framed !== undefined) return <link rel="stylesheet" href={framed.stylesHref} />;
  return (
    <>
      <link rel="stylesheet" href="/assets/pages.css" />
      {coloursHref === undefined ? undefined : <link rel="stylesheet" href={coloursHref} />}
    </>
  );
}

/** Only without JavaScript: with it, pages.js counts down and goes on, where a reader may follow. */
function GoOn({ seconds, href }: { seconds: number; href: string }) {
  return (
    <noscript>
      <meta http-equiv="refresh" content={`${Math.max(0, Math.ceil(seconds))};url=${href}`} />
    </noscript>
  );
}

function Brand({ name, homeUrl, logoUrl }: Context["frame"]["brand"]) {
  if (homeUrl === undefined) {
    return (
      <p class="brand">
        <Logo url={logoUrl} />
        <span safe>{name}</span>
      </p>
    );
  }
  return (
    <a class="brand" href={homeUrl}>
      <Logo url={logoUrl} />
      <span safe>{name}</span>
    </a>
  );
}

function Logo({ url }: { url: string | undefined }) {
  if (url === undefined) return "";
  return <img src={url} alt="" width="28" height="28" />;
}

function Picture({ icon }: { icon: JSX.Element }) {
  return <div class="picture">{icon}</div>;
}

function Body({ body }: { body: JSX.Element }) {
  return <>{body}</>;
}

function FootLink({ href, text }: { href: string | undefined; text: string }) {
  if (href === undefined) return "";
  return (
    <a class="link faint" href={href} safe>
      {text}
    </a>
  );
}
