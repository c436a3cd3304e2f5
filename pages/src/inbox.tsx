/** @module The development inbox: the messages that a phone or a mailbox would have got. Drawn here, kept fresh by public/inbox.js. */
import { type InboxTexts, inboxTexts } from "./texts/inbox.js";

export interface InboxEntry {
  id: string;
  /** As people write it: `010-1234-5678`, or an e-mail address. */
  display: string;
  channel: string;
  body: string;
  code: string | null;
  status: string;
  createdAt: string;
}

export interface InboxView {
  language: "ko" | "en";
  entries: readonly InboxEntry[];
  /** When the page shows one number, in E.164, or one e-mail address only; and how people write that. */
  to: string | undefined;
  toDisplay: string | undefined;
}

/** A whole page. Everything that came from outside goes through `safe`. */
export function inboxPage(view: InboxView): string {
  const texts = inboxTexts[view.language];
  const { channels, statuses, live, away } = texts;
  const page = (
    <html lang={view.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title safe>{texts.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/inbox.css" />
        <script src="/assets/inbox.js" defer></script>
      </head>
      <body>
        <header>
          <h1>
            <span class="mark" aria-hidden="true">
              문
            </span>
            <span safe>{texts.heading}</span>
          </h1>
          <form method="get" action="/dev/inbox">
            <label for="to" class="quiet" safe>
              {texts.to}
            </label>
            <input id="to" name="to" type="search" placeholder="010-1234-5678" value={view.toDisplay ?? ""} />
          </form>
          <p id="live" class="quiet" role="status" safe>
            {texts.reload}
          </p>
        </header>
        <main
          id="texts"
          aria-live="polite"
          data-to={view.to ?? ""}
          data-words={JSON.stringify({ channels, statuses, live, away })}
        >
          {view.entries.map((entry) => (
            <Text entry={entry} texts={texts} />
          ))}
          <p id="empty" hidden={view.entries.length > 0}>
            <strong safe>{texts.empty}</strong> <span safe>{texts.emptyHint}</span>
          </p>
        </main>
        <template id="text">
          <Text
            entry={{ id: "", display: "", channel: "", body: "", code: "", status: "", createdAt: "" }}
            texts={texts}
          />
        </template>
      </body>
    </html>
  );
  return `<!doctype html>${String(page)}`;
}

function Text({ entry, texts }: { entry: InboxEntry; texts: InboxTexts }) {
  return (
    <article id={entry.id} data-status={entry.status}>
      <div class="meta">
        <span class="to" safe>
          {entry.display}
        </span>
        <span class="channel" safe>
          {texts.channels[entry.channel] ?? entry.channel}
        </span>
        <span class="status" safe>
          {texts.statuses[entry.status] ?? entry.status}
        </span>
        <time datetime={entry.createdAt} safe>
          {entry.createdAt.replace("T", " ").slice(0, 19)}
        </time>
      </div>
      <p class="body" safe>
        {entry.body}
      </p>
      <button type="button" class="code" hidden={entry.code === null} title={texts.copy}>
        <span safe>{entry.code ?? ""}</span>
      </button>
    </article>
  );
}
