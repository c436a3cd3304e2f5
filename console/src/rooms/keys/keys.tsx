/** @module API keys: of servers (secret), of pages (publishable, with origins and a budget), and admin tokens. */
import { NumberInput, Select, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Badge, Empty, Loaded, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { tagOf } from "../../kit/tag.js";
import { writeCount, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "키",
    lead: "서버는 비밀 키로, 웹 페이지는 공개 키로 부릅니다. 비밀은 만들 때 한 번만 보입니다.",
    make: "키 만들기",
    none: "키가 없습니다",
    name: "이름",
    kind: "종류",
    kinds: {
      secret: "비밀 키 (서버)",
      publishable: "공개 키 (웹 페이지)",
      admin: "관리자 토큰",
      account: "계정 토큰",
    } as Record<string, string>,
    used: "마지막 사용",
    made: "만든 때",
    revoked: "폐기됨",
    revoke: "폐기하기",
    revokeText: "이 키로 부르는 프로그램은 바로 거절됩니다. 되돌릴 수 없습니다.",
    replace: "새 토큰으로 바꾸기",
    replaceText: "지금 토큰은 바로 쓸 수 없게 됩니다. 쓰는 곳을 모두 바꿔야 합니다.",
    edit: "바꾸기",
    save: "저장하기",
    service: "서비스",
    origins: "허용할 주소",
    originsHint: "https://shop.example.kr 처럼 적고 Enter. 비우면 어디서나 부를 수 있습니다.",
    budget: "하루에 보낼 문자",
    budgetHint: "넘으면 전에 확인된 번호에만 보냅니다.",
    challenge: "계산 문제",
    challenges: { auto: "필요할 때", always: "언제나", off: "내지 않음" },
    secret: "비밀",
    token: "키",
    anywhere: "어디서나",
    perDay: (n: string) => `하루 ${n}건`,
  },
  en: {
    title: "Keys",
    lead: "Servers call with a secret key, web pages with a publishable one. A secret is shown once.",
    make: "Make a key",
    none: "There are no keys",
    name: "Name",
    kind: "Kind",
    kinds: {
      secret: "Secret key (server)",
      publishable: "Publishable key (web page)",
      admin: "Admin token",
      account: "Account token",
    } as Record<string, string>,
    used: "Used last",
    made: "Made",
    revoked: "Revoked",
    revoke: "Revoke",
    revokeText: "Programs that call with this key are refused at once. There is no way back.",
    replace: "Replace the token",
    replaceText: "The token of now stops working at once. It has to be changed wherever it is used.",
    edit: "Change",
    save: "Save",
    service: "Service",
    origins: "Pages that may call",
    originsHint: "https://shop.example.kr, then Enter. Empty: any page may.",
    budget: "Texts a day",
    budgetHint: "Beyond it only numbers that were verified before get one.",
    challenge: "Proof of work",
    challenges: { auto: "When needed", always: "Always", off: "Never" },
    secret: "Secret",
    token: "Key",
    anywhere: "Any page",
    perDay: (n: string) => `${n} a day`,
  },
};

type Key = Schema<"Key">;
type Challenge = "auto" | "always" | "off";

export default function Keys() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [form, setForm] = useState<Key | "new">();
  const [ended, setEnded] = useState<Key>();
  const [shown, setShown] = useState<readonly (readonly [string, string])[]>();
  const keys = useQuery({ queryKey: ["keys"], queryFn: () => api.get("/api/keys") });
  const end = useAction(
    async ({ id, kind }: Key) => {
      if (kind !== "account") return void (await api.delete("/api/keys/{id}", { path: { id } }));
      const { secret } = await api.post("/api/keys", { body: { kind } });
      setShown([[t.secret, secret]]);
    },
    { stale: [["keys"]] },
  );
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button tone="go" icon="plus" onClick={() => setForm("new")}>
            {t.make}
          </Button>
        )
      }
    >
      <Loaded query={keys}>
        {({ keys: rows }) =>
          rows.length === 0 ? (
            <Empty icon="key" title={t.none} />
          ) : (
            <Table
              label={t.title}
              rows={rows}
              keyOf={({ id }) => id}
              columns={[
                {
                  head: t.name,
                  cell: ({ name, id }) => (
                    <>
                      <b>{name}</b>
                      <span className="mono quiet block">{id}</span>
                    </>
                  ),
                },
                {
                  head: t.kind,
                  cell: (key) => (
                    <>
                      {t.kinds[key.kind]}
                      {key.kind === "publishable" && (
                        <span className="small quiet block">
                          {(key.origins ?? []).join(", ") || t.anywhere} ·{" "}
                          {t.perDay(writeCount(key.dailyBudget ?? 0, language))}
                        </span>
                      )}
                    </>
                  ),
                },
                {
                  head: t.used,
                  cell: ({ lastUsedAt }) => <span className="num">{writeTime(lastUsedAt, language)}</span>,
                },
                {
                  head: "",
                  cell: (key) =>
                    key.revokedAt ? (
                      <Badge tone="bad">{t.revoked}</Badge>
                    ) : (
                      may("admin") && (
                        <span className="row end">
                          {key.kind === "publishable" && (
                            <Button isSmall onClick={() => setForm(key)} aria-label={`${t.edit}: ${key.name}`}>
                              {t.edit}
                            </Button>
                          )}
                          <Button
                            isSmall
                            tone="bad"
                            onClick={() => setEnded(key)}
                            aria-label={`${key.kind === "account" ? t.replace : t.revoke}: ${key.name}`}
                          >
                            {key.kind === "account" ? t.replace : t.revoke}
                          </Button>
                        </span>
                      )
                    ),
                },
              ]}
            />
          )
        }
      </Loaded>
      {form && (
        <KeyForm known={form === "new" ? undefined : form} onShow={setShown} onClose={() => setForm(undefined)} />
      )}
      {ended && (
        <Confirm
          title={`${ended.name}: ${ended.kind === "account" ? t.replace : t.revoke}?`}
          verb={ended.kind === "account" ? t.replace : t.revoke}
          onConfirm={() => end.mutateAsync(ended)}
          onClose={() => setEnded(undefined)}
        >
          <p>{ended.kind === "account" ? t.replaceText : t.revokeText}</p>
        </Confirm>
      )}
      {shown && <ShownOnce title={t.token} secrets={shown} onClose={() => setShown(undefined)} />}
    </Page>
  );
}

function KeyForm({
  known,
  onShow,
  onClose,
}: {
  known: Key | undefined;
  onShow: (secrets: readonly (readonly [string, string])[]) => void;
  onClose: () => void;
}) {
  const t = useWords(words);
  const api = useApi();
  const [name, setName] = useState(known?.name ?? "");
  const [kind, setKind] = useState<"secret" | "publishable" | "admin">(known ? "publishable" : "secret");
  const [serviceSid, setService] = useState<string | null>(known?.serviceSid ?? null);
  const [origins, setOrigins] = useState<string[]>(known?.origins ?? []);
  const [challenge, setChallenge] = useState<Challenge>((known?.challenge as Challenge | undefined) ?? "auto");
  const [dailyBudget, setBudget] = useState<number>(known?.dailyBudget ?? 1000);
  const services = useQuery({ queryKey: ["services"], queryFn: () => api.get("/api/services") });
  const save = useAction(
    async () => {
      const settings = { name, origins, challenge, dailyBudget };
      if (known)
        return void (await api.patch("/api/keys/{id}", {
          path: { id: known.id },
          body: settings,
          ifMatch: tagOf(known),
        }));
      const service = serviceSid ?? services.data?.services[0]?.sid ?? "";
      const body = kind === "publishable" ? { kind, serviceSid: service, ...settings } : { kind, name };
      const made = await api.post("/api/keys", { body });
      onShow([
        ["ID", made.id],
        [t.secret, made.secret],
      ]);
    },
    { stale: [["keys"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={known ? known.name : t.make}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      {!known && (
        <Select
          label={t.kind}
          value={kind}
          data={(["secret", "publishable", "admin"] as const).map((value) => ({
            value,
            label: t.kinds[value] ?? value,
          }))}
          onChange={(value) => value && setKind(value as typeof kind)}
          allowDeselect={false}
        />
      )}
      {kind === "publishable" && (
        <>
          {!known && (
            <Select
              label={t.service}
              value={serviceSid ?? services.data?.services[0]?.sid ?? null}
              data={(services.data?.services ?? []).map(({ sid, name: label }) => ({ value: sid, label }))}
              onChange={setService}
              allowDeselect={false}
            />
          )}
          <TagsInput label={t.origins} description={t.originsHint} value={origins} onChange={setOrigins} />
          <NumberInput
            label={t.budget}
            description={t.budgetHint}
            value={dailyBudget}
            min={0}
            onChange={(value) => setBudget(Number(value))}
          />
          <Select
            label={t.challenge}
            value={challenge}
            data={Object.entries(t.challenges).map(([value, label]) => ({ value, label }))}
            onChange={(value) => value && setChallenge(value as Challenge)}
            allowDeselect={false}
          />
        </>
      )}
    </FormDialog>
  );
}
