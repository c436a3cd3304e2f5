/** @module The development inbox: the messages that a phone or a mailbox would have got. Drawn here, kept fresh by public/inbox.js. */
export interface InboxEntry {
  id: string;
  to: string;
  channel: string;
  body: string;
  code: string | null;
  status: string;
  createdAt: string;
}

export interface InboxView {
  entries: readonly InboxEntry[];
  /** When the page shows one number, in E.164, or one e-mail address only. */
  to: string | undefined;
}

/** A whole page. Everything that came from outside goes through `safe`. */
export function inboxPage(view: InboxView): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Inbox · Munjigi</title>
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
            Inbox
          </h1>
          <form method="get" action="/dev/inbox">
            <label for="to" class="quiet">
              To
            </label>
            <input id="to" name="to" type="search" placeholder="010-1234-5678" value={view.to ?? ""} />
          </form>
          <p id="live" class="quiet" role="status">
            Reload to see new texts
          </p>
        </header>
        <main id="texts" aria-live="polite" data-to={view.to ?? ""}>
          {view.entries.map((entry) => (
            <Text entry={entry} />
          ))}
          <p id="empty" hidden={view.entries.length > 0}>
            <strong>No texts yet.</strong> Start a verification and its text appears here. Nothing leaves this machine.
          </p>
        </main>
        <template id="text">
          <Text entry={{ id: "", to: "", channel: "", body: "", code: "", status: "", createdAt: "" }} />
        </template>
      </body>
    </html>
  );
  return `<!doctype html>${String(page)}`;
}

function Text({ entry }: { entry: InboxEntry }) {
  return (
    <article id={entry.id} data-status={entry.status}>
      <div class="meta">
        <span class="to" safe>
          {entry.to}
        </span>
        <span class="channel" safe>
          {entry.channel}
        </span>
        <span class="status" safe>
          {entry.status}
        </span>
        <time datetime={entry.createdAt} safe>
          {entry.createdAt.replace("T", " ").slice(0, 19)}
        </time>
      </div>
      <p class="body" safe>
        {entry.body}
      </p>
      <button type="button" class="code" hidden={entry.code === null} title="Copy the code">
        <span safe>{entry.code ?? ""}</span>
      </button>
    </article>
  );
}
