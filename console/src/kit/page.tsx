/** @module The parts that every page of the console is made of: its head, cards, sections, states, badges. */
import { Loader } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { MunjigiError } from "./api.js";
import { Icon, type IconName } from "./icons.js";
import { useWords } from "./language.js";

const words = {
  ko: { loading: "불러오는 중입니다.", failed: "불러오지 못했습니다.", again: "다시 불러오기", request: "요청 번호" },
  en: { loading: "Loading.", failed: "This could not be loaded.", again: "Load again", request: "Request" },
};

export function Page({
  title,
  lead,
  badge,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  badge?: ReactNode;
  /** One of them is filled at most. */
  actions?: ReactNode;
  children: ReactNode;
}) {
  useEffect(() => {
    document.title = `${title} · Munjigi`;
  }, [title]);
  return (
    <>
      <header className="head">
        <div className="grow">
          <div className="row wrap">
            <h1>{title}</h1>
            {badge}
          </div>
          {lead && <p>{lead}</p>}
        </div>
        {actions && <div className="row wrap">{actions}</div>}
      </header>
      {children}
    </>
  );
}

export function Section({
  title,
  lead,
  actions,
  children,
}: {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section>
      <div className="sect">
        <h2>{title}</h2>
        {lead && <p>{lead}</p>}
        {actions && <div className="row push">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

export function Card({
  children,
  isPadded = true,
  className = "",
}: {
  children: ReactNode;
  isPadded?: boolean;
  className?: string;
}) {
  return <div className={`card ${isPadded ? "pad" : ""} ${className}`}>{children}</div>;
}

/** Green works, amber look, red stopped, grey the rest; the word says it too. */
export function Badge({ tone = "rest", children }: { tone?: "ok" | "warn" | "bad" | "rest"; children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

/** Nothing is here yet: why, and what to do first. */
export function Empty({
  icon,
  title,
  text,
  action,
}: {
  icon: IconName;
  title: string;
  text?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="empty">
      <span className="tile">
        <Icon name={icon} />
      </span>
      <h2>{title}</h2>
      {text && <p className="soft">{text}</p>}
      {action && <div className="row top8">{action}</div>}
    </div>
  );
}

export function Loading() {
  const t = useWords(words);
  return (
    <div className="empty" role="status" aria-label={t.loading}>
      <Loader size="sm" />
    </div>
  );
}

/** What went wrong in the server's words, and a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useWords(words);
  const isOurs = error instanceof MunjigiError;
  return (
    <div className="note bad" role="alert">
      <Icon name="alert" />
      <div className="grow">
        <p>{isOurs ? error.message : t.failed}</p>
        {isOurs && error.requestId && (
          <p className="small quiet">
            {t.request} <span className="mono">{error.requestId}</span>
          </p>
        )}
      </div>
      {onRetry && (
        <button type="button" className="btn sm" onClick={onRetry}>
          {t.again}
        </button>
      )}
    </div>
  );
}

/** A query's three states; the data is there in `children`. */
export function Loaded<Data>({
  query,
  children,
}: {
  query: { data: Data | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isPending) return <Loading />;
  return <Failure error={query.error} onRetry={() => void query.refetch()} />;
}

export function Note({ tone = "rest", children }: { tone?: "rest" | "ok" | "warn" | "bad"; children: ReactNode }) {
  return (
    <div className={`note ${tone}`}>
      <Icon name={tone === "ok" ? "check" : tone === "rest" ? "info" : "alert"} />
      <div className="grow">{children}</div>
    </div>
  );
}

/** Names and what they stand for, one under the other. */
export function Facts({ facts }: { facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
