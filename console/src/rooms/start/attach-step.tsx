/** @module Code to copy, with the values of this deployment; an application is registered for it where there is none. */
import { Select, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { Copyable, CopyButton } from "../../kit/copy.js";
import { useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Failure, Loaded, Note } from "../../kit/page.js";
import { useApi, useMay, useSession } from "../../kit/session.js";
import { progressKey } from "./progress.js";
import { type Snippet, snippets } from "./snippets.js";

const words = {
  ko: {
    title: "앱에 붙여 보세요",
    lead: "이 서버에 맞춘 값이 들어 있습니다. 비밀은 환경 변수로 넣습니다.",
    frameworks: "프레임워크",
    application: "앱",
    none: "이 코드가 쓸 앱을 먼저 등록합니다. 돌아올 주소는 아래와 같습니다.",
    other: "고른 앱에 이 주소가 없습니다. 앱의 돌아올 주소에 더해 주세요.",
    register: "앱 등록하기",
    made: "앱을 등록했습니다",
    set: "설정할 환경 변수",
    account: "데이터 폴더의 credentials.env에 있습니다.",
    client: "앱을 등록할 때 한 번 보여 드립니다.",
  },
  en: {
    title: "Put it into your application",
    lead: "This code has the values of this server in it. Secrets come from environment variables.",
    frameworks: "Frameworks",
    application: "Application",
    none: "Register an application first: the code needs it. It returns to this address.",
    other: "The application chosen does not have this address. Add it to the addresses to return to.",
    register: "Register the application",
    made: "The application is registered",
    set: "Environment variables to set",
    account: "They are in credentials.env of the data folder.",
    client: "It is shown once, when the application is registered.",
  },
};

export function AttachStep() {
  const t = useWords(words);
  const api = useApi();
  const query = useQuery({
    queryKey: ["start", "values"],
    queryFn: async () => {
      const [{ applications }, experience, { services }] = await Promise.all([
        api.get("/api/applications"),
        api.get("/api/sign-in-experience"),
        api.get("/api/services", { query: { size: 200 } }),
      ]);
      const oldest = services.reduce((one, other) => (other.createdAt < one.createdAt ? other : one));
      return {
        applications: applications.filter(({ type, isDemo }) => type === "web" && !isDemo),
        serviceSid: experience.serviceSid ?? oldest.sid,
      };
    },
  });
  return (
    <section className="stack">
      <h2 className="big">{t.title}</h2>
      <p className="soft">{t.lead}</p>
      <Loaded query={query}>
        {(values) => (
          <Tabs defaultValue="express" keepMounted={false}>
            <Tabs.List aria-label={t.frameworks}>
              {snippets.map(({ id, name }) => (
                <Tabs.Tab key={id} value={id}>
                  {name}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            {snippets.map((snippet) => (
              <Tabs.Panel key={snippet.id} value={snippet.id}>
                <Code snippet={snippet} {...values} />
              </Tabs.Panel>
            ))}
          </Tabs>
        )}
      </Loaded>
    </section>
  );
}

interface Application {
  clientId: string;
  name: string;
  redirectUris: readonly string[];
}

function Code({
  snippet,
  applications,
  serviceSid,
}: {
  snippet: Snippet;
  applications: readonly Application[];
  serviceSid: string;
}) {
  const t = useWords(words);
  const { deployment } = useSession();
  const api = useApi();
  const may = useMay();
  const { redirectUri } = snippet;
  const fitting = applications.find(({ redirectUris }) => redirectUri && redirectUris.includes(redirectUri));
  const [chosen, choose] = useState<string>();
  const [secret, setSecret] = useState<string>();
  const register = useAction(
    () =>
      api.post("/api/applications", {
        body: { name: `${deployment.brand} ${snippet.name}`, type: "web", redirectUris: [redirectUri ?? ""] },
      }),
    {
      stale: [["applications"], progressKey],
      onSuccess: ({ clientId, clientSecret }) => {
        choose(clientId);
        setSecret(clientSecret);
      },
    },
  );
  const application = applications.find(({ clientId }) => clientId === chosen) ?? fitting ?? applications[0];
  const needsApplication = redirectUri !== undefined;
  const fits = application?.redirectUris.includes(redirectUri ?? "");
  const code = snippet.code({ origin: deployment.origin, clientId: application?.clientId ?? "", serviceSid });
  return (
    <div className="stack top12">
      {needsApplication && applications.length > 0 && (
        <Select
          label={t.application}
          value={application?.clientId ?? null}
          data={applications.map(({ clientId, name }) => ({ value: clientId, label: name }))}
          onChange={(value) => value && choose(value)}
          allowDeselect={false}
        />
      )}
      {needsApplication && !fits && (
        <Note tone="warn">
          <p>{application ? t.other : t.none}</p>
          <p className="mono">{redirectUri}</p>
          {may("admin") && (
            <p className="top8">
              <Button isSmall tone="go" isBusy={register.isPending} onClick={() => register.mutate(undefined)}>
                {t.register}
              </Button>
            </p>
          )}
        </Note>
      )}
      {register.error && <Failure error={register.error} />}
      {(!needsApplication || application) && (
        <>
          <Copyable text={snippet.install} label={snippet.install} />
          <figure className="card code">
            <figcaption className="row between">
              <span className="mono">{snippet.file}</span>
              <CopyButton text={code} label={snippet.file} />
            </figcaption>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled with the keyboard */}
            <pre tabIndex={0}>{code}</pre>
          </figure>
          <p className="small soft">
            {t.set}: <span className="mono">{snippet.secrets.join(", ")}</span>.{" "}
            {needsApplication ? t.client : t.account}
          </p>
        </>
      )}
      {secret && (
        <ShownOnce title={t.made} secrets={[["MUNJIGI_CLIENT_SECRET", secret]]} onClose={() => setSecret(undefined)} />
      )}
    </div>
  );
}
