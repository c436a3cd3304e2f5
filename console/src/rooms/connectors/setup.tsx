/** @module Setting a connector up in steps: what is typed lives here until it is saved, whichever step is shown. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import { MunjigiError } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Failure, Loaded, Loading, Note, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { tagOf } from "../../kit/tag.js";
import { ActivateStep } from "./activate-step.js";
import { VendorTile } from "./brand.js";
import {
  type Config,
  type Connector,
  type Factory,
  isOfTemplates,
  newConfig,
  newestConfig,
  type Step,
  stepsOf,
} from "./schema.js";
import { SettingsStep } from "./settings-step.js";
import { TemplatesStep } from "./templates-step.js";
import { TestStep } from "./test-step.js";
import { useTries } from "./tries.js";
import { useCheck } from "./use-check.js";
import { connectorWords, statusOf, statusTone } from "./words.js";

const words = {
  ko: {
    next: (step: string) => `다음: ${step}`,
    save: "초안 저장",
    saved: "초안으로 저장했습니다. 켜기 전에는 쓰이지 않습니다.",
    fresh: "새 연결",
    unsaved: "저장하지 않음",
    readOnly: "설정은 관리자만 바꿀 수 있습니다.",
    steps: "순서",
    leave: "돌아가기",
    conflict: "그사이 다른 관리자가 이 연결을 바꾸었습니다. 여기에서 바꾼 것은 아직 그대로 있습니다.",
    take: "바뀐 설정 불러오기",
    mine: "내 설정으로 저장하기",
  },
  en: {
    next: (step: string) => `Next: ${step}`,
    save: "Save as draft",
    saved: "Saved as a draft. Until it is switched on it is not used.",
    fresh: "New",
    unsaved: "Not saved",
    readOnly: "Only an admin can change settings.",
    steps: "Steps",
    leave: "Back",
    conflict: "Another administrator changed this connector meanwhile. What you changed here is still here.",
    take: "Load their settings",
    mine: "Save mine over them",
  },
};

/** A kind that nobody has saved a connector of yet. */
export function NewSetup({ kindId, step }: { kindId: string; step: string }) {
  const api = useApi();
  const kind = useQuery({
    queryKey: ["connector-factories", kindId],
    queryFn: () => api.get("/api/connector-factories/{id}", { path: { id: kindId } }),
  });
  return (
    <Loaded query={kind}>
      {(found) => <Setup key={found.id} kind={found} connector={undefined} step={step} base={`/new/${found.id}`} />}
    </Loaded>
  );
}

export function StoredSetup({ id, step }: { id: string; step: string }) {
  const api = useApi();
  const connector = useQuery({
    queryKey: ["connectors", id],
    queryFn: () => api.get("/api/connectors/{id}", { path: { id } }),
  });
  const kindId = connector.data?.connectorId ?? "";
  const kind = useQuery({
    queryKey: ["connector-factories", kindId],
    queryFn: () => api.get("/api/connector-factories/{id}", { path: { id: kindId } }),
    enabled: kindId !== "",
  });
  if (!connector.data) return <Loaded query={connector}>{() => null}</Loaded>;
  if (kind.isPending && kindId === "") return <Loading />;
  return (
    <Loaded query={kind}>
      {(found) => <Setup key={id} kind={found} connector={connector.data} step={step} base={`/${id}`} />}
    </Loaded>
  );
}

interface SetupProps {
  kind: Factory;
  connector: Connector | undefined;
  step: string;
  base: string;
}

function Setup({ kind, connector, step: named, base }: SetupProps) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const { tries } = useTries();
  const queries = useQueryClient();
  const [config, setConfig] = useState<Config>(() => (connector ? newestConfig(connector) : newConfig(kind)));
  const [basis, setBasis] = useState(() => JSON.stringify(config));
  /** The version that is being changed: what is read again in the background is not what was looked at. */
  const [seen, setSeen] = useState(() => connector && tagOf(connector));
  const [wantsOn, setWantsOn] = useState(false);
  const steps = stepsOf(kind);
  const step = steps.find((one) => one === named) ?? "settings";
  const configKey = JSON.stringify(config);
  const isChanged = configKey !== basis;
  const canChange = may("admin");
  const subject = connector?.id ?? kind.id;
  const check = useCheck(subject, config);
  const problems = check.data?.problems ?? [];
  const ofSettings = problems.filter((one) => !isOfTemplates(one));
  const all = useQuery({ queryKey: ["connectors"], queryFn: () => api.get("/api/connectors") });
  const factories = useQuery({ queryKey: ["connector-factories"], queryFn: () => api.get("/api/connector-factories") });
  const active = all.data?.find(({ type, status }) => type === kind.type && status === "active");
  const activeName = factories.data?.find(({ id }) => id === active?.connectorId)?.name[language] ?? "";
  const stale = [["connectors"], ["connector-health"]] as const;

  useEffect(() => {
    if (!isChanged) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isChanged]);

  const adopt = (saved: Connector) => {
    const next = newestConfig(saved);
    setConfig(next);
    setBasis(JSON.stringify(next));
    setSeen(tagOf(saved));
  };
  const keep = async (): Promise<Connector> => {
    const saved = connector
      ? await api.patch("/api/connectors/{id}", { path: { id: connector.id }, body: { config }, ...match(seen) })
      : await api.post("/api/connectors", { body: { connectorId: kind.id, config, activate: false } });
    adopt(saved);
    return saved;
  };
  const save = useAction(keep, {
    stale,
    onSuccess: (saved) => {
      if (!connector) go(`/${saved.id}/${step}`);
    },
  });
  const activate = useAction(
    async ({ force, standby }: { force: boolean; standby: boolean }) => {
      // In one piece: of what is refused nothing is left behind, to be made a second time.
      if (!connector && !standby)
        return await api.post("/api/connectors", { body: { connectorId: kind.id, config, activate: true, force } });
      const saved = isChanged || !connector ? await keep() : connector;
      const request = { path: { id: saved.id }, body: { force }, ...match(saved === connector ? seen : tagOf(saved)) };
      try {
        if (standby) await api.post("/api/connectors/{id}/standby", request);
        else await api.post("/api/connectors/{id}/activate", request);
      } catch (error) {
        if (!connector) go(`/${saved.id}/activate`);
        throw error;
      }
      return saved;
    },
    { stale, onSuccess: (saved) => go(`/${saved.id}`) },
  );

  const hasConflict = isConflict(save.error) || isConflict(activate.error);
  /** What is there now: looked at, or knowingly overwritten. */
  const resolve = useMutation({
    mutationFn: async (way: "take" | "mine") => {
      if (!connector) return;
      const now = await api.get("/api/connectors/{id}", { path: { id: connector.id } });
      if (way === "take") adopt(now);
      else {
        const body = { config };
        adopt(await api.patch("/api/connectors/{id}", { path: { id: connector.id }, body, ifMatch: tagOf(now) }));
      }
      save.reset();
      activate.reset();
      await queries.invalidateQueries({ queryKey: ["connectors"] });
    },
  });

  const confirm = useMutation({
    mutationFn: () => api.post("/api/connectors/{id}/check", { path: { id: subject }, body: { config } }),
  });
  const next = steps[steps.indexOf(step) + 1];
  const goOn = async () => {
    if (!next) return;
    if (canChange && (step === "settings" || step === "templates")) {
      // As it stands now: what was typed a moment ago is not checked yet.
      const now = await confirm.mutateAsync();
      const here = now.problems.filter((one) => isOfTemplates(one) === (step === "templates"));
      setWantsOn(here.length > 0);
      if (here.length > 0) return;
    }
    go(`${base}/${next}`);
  };
  const hasPassed = tries.some(
    (one) => one.of === kind.id && one.report && !one.failure && one.config === configKey && isRecent(one.at),
  );
  const isTested =
    hasPassed || (!isChanged && connector !== undefined && (connector.draft?.tested ?? connector.status === "tested"));

  const isDone: Record<Step, boolean> = {
    settings: check.data !== undefined && ofSettings.length === 0,
    templates: check.data !== undefined && ofSettings.length === problems.length,
    test: isTested,
    activate: connector?.status === "active" && connector.draft === null && !isChanged,
  };
  const pages: Record<Step, ReactNode> = {
    settings: (
      <SettingsStep
        {...{ kind, connector, config, problems }}
        onChange={setConfig}
        shownProblems={wantsOn || connector ? ofSettings : []}
        ignored={check.data?.ignored ?? []}
        isReadOnly={!canChange}
      />
    ),
    templates: (
      <TemplatesStep
        {...{ kind, config, problems }}
        onChange={setConfig}
        texts={check.data?.texts ?? []}
        isReadOnly={!canChange}
      />
    ),
    test: (
      <TestStep kind={kind} id={subject} config={isChanged || !connector ? config : undefined} configKey={configKey} />
    ),
    activate: (
      <ActivateStep
        {...{ kind, connector, active, activeName, isTested, canChange, base }}
        isComplete={problems.length === 0}
        onActivate={async (how) => void (await activate.mutateAsync(how))}
      />
    ),
  };
  return (
    <Page
      title={kind.name[language]}
      badge={
        <>
          <Badge tone={connector ? statusTone[connector.status] : "warn"}>
            {connector ? statusOf(w, connector) : t.fresh}
          </Badge>
          {isChanged && <Badge tone="warn">{t.unsaved}</Badge>}
        </>
      }
      actions={
        <>
          <ButtonLink tone="ghost" href={connector ? `/${connector.id}` : "/"}>
            {connector ? t.leave : w.back}
          </ButtonLink>
          {canChange && step !== "activate" && (
            <Button
              disabled={!isChanged && connector !== undefined}
              isBusy={save.isPending}
              onClick={() => {
                setWantsOn(true);
                save.mutate(undefined);
              }}
            >
              {t.save}
            </Button>
          )}
          {next && (
            <Button
              tone={step === "test" && !isTested ? "plain" : "go"}
              isBusy={confirm.isPending}
              onClick={() => void goOn().catch(() => undefined)}
            >
              {t.next(w.steps[next])}
            </Button>
          )}
        </>
      }
    >
      <div className="row wizhead">
        <VendorTile kind={kind} />
        <Steps kind={kind} now={step} base={base} isDone={isDone} />
      </div>
      <div className="stack notes" aria-live="polite">
        {!canChange && <Note>{t.readOnly}</Note>}
        {hasConflict ? (
          <Note tone="warn">
            <p>{t.conflict}</p>
            <div className="row wrap top8">
              <Button isSmall isBusy={resolve.isPending} onClick={() => resolve.mutate("take")}>
                {t.take}
              </Button>
              {isChanged && (
                <Button isSmall isBusy={resolve.isPending} onClick={() => resolve.mutate("mine")}>
                  {t.mine}
                </Button>
              )}
            </div>
          </Note>
        ) : (
          (save.error ?? confirm.error) && <Failure error={save.error ?? confirm.error} />
        )}
        {resolve.error && <Failure error={resolve.error} />}
        {(save.isSuccess || (resolve.isSuccess && resolve.variables === "mine")) && !isChanged && (
          <Note tone="ok">{t.saved}</Note>
        )}
      </div>
      {pages[step]}
    </Page>
  );
}

const isConflict = (error: unknown) => error instanceof MunjigiError && error.code === "request.changed_meanwhile";
const match = (tag: string | undefined) => (tag === undefined ? {} : { ifMatch: tag });

const HOUR_MS = 3_600_000;
const isRecent = (at: string) => Date.now() - Date.parse(at) < HOUR_MS;

function Steps({ kind, now, base, isDone }: { kind: Factory; now: Step; base: string; isDone: Record<Step, boolean> }) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const steps = stepsOf(kind);
  const at = steps.indexOf(now);
  return (
    <nav aria-label={t.steps}>
      <ol className="stepper">
        <li className="done">
          <Link href={`/new?type=${kind.type}`}>
            <i>
              <Icon name="check" size={12} />
            </i>
            {w.steps.choose}
          </Link>
        </li>
        {steps.map((one, n) => (
          <li key={one} className={n === at ? "now" : isDone[one] ? "done" : ""}>
            <Link href={`${base}/${one}`} aria-current={n === at ? "step" : undefined}>
              <i>{n !== at && isDone[one] ? <Icon name="check" size={12} /> : n + 2}</i>
              {w.steps[one]}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}
