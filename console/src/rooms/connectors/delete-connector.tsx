/** @module A connector goes: what would break is told before it does, and the safer way is the filled one. */
import { Modal } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MunjigiError } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Failure, Note } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import type { Connector } from "./schema.js";

const words = {
  ko: {
    title: "이 연결을 지울까요?",
    text: "설정과 지난 설정이 모두 없어집니다. 되돌릴 수 없습니다.",
    stops: { Sms: "이 연결을 지우면 문자가 멈춥니다", Email: "이 연결을 지우면 메일이 멈춥니다", Social: "" },
    stopsText: {
      Sms: "켜져 있는 다른 문자 업체가 없습니다. 지우는 순간 아래가 끊깁니다.",
      Email: "켜져 있는 다른 메일 연결이 없습니다. 지우는 순간 아래가 끊깁니다.",
      Social: "",
    },
    linked: "이 연결로 로그인하던 사람은 이 계정으로 더 들어오지 못합니다. 다시 만들어도 이어지지 않습니다.",
    linkedTitle: "이 연결을 지우면 로그인이 끊깁니다",
    methods: {
      phone: "휴대전화 번호로 로그인, 가입",
      email: "이메일로 로그인, 가입",
      username: "아이디로 로그인",
    } as Record<string, string>,
    service: (name: string) => `${name}의 인증번호`,
    safer: {
      Sms: "다른 업체를 먼저 켜면 끊기지 않고, 이 연결도 지울 수 있습니다.",
      Social: "버튼만 숨기려면 끄면 됩니다.",
    },
    anyway: "그래도 지우기",
    remove: "지우기",
    cancel: "취소",
    another: "다른 업체 연결",
    switchOn: (name: string) => `${name} 켜기`,
    off: "끄기",
  },
  en: {
    title: "Delete this connector?",
    text: "Its settings and all that it had before go. This cannot be taken back.",
    stops: { Sms: "Without it no text goes out", Email: "Without it no mail goes out", Social: "" },
    stopsText: {
      Sms: "No other vendor of texts is switched on. At once this would stop:",
      Email: "Nothing else that sends mails is switched on. At once this would stop:",
      Social: "",
    },
    linked: "People who signed in by it no longer can. Making it anew does not bring that back.",
    linkedTitle: "People sign in by this connector",
    methods: {
      phone: "Signing in and up by phone number",
      email: "Signing in and up by e-mail",
      username: "Signing in by username",
    } as Record<string, string>,
    service: (name: string) => `Codes of ${name}`,
    safer: {
      Sms: "Switch on another vendor first: nothing stops, and this one can be deleted.",
      Social: "To hide its button, switch it off.",
    },
    anyway: "Delete all the same",
    remove: "Delete",
    cancel: "Cancel",
    another: "Connect another",
    switchOn: (name: string) => `Switch on ${name}`,
    off: "Switch off",
  },
};

export function DeleteConnector({
  connector,
  onClose,
  onDeleted,
  onSwitchOff,
}: {
  connector: Connector;
  onClose: () => void;
  onDeleted: () => void;
  /** Of social sign-in that is on. */
  onSwitchOff: (() => void) | undefined;
}) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const queries = useQueryClient();
  const { type, id } = connector;
  const work = useMutation({
    mutationFn: (force: boolean) => api.delete("/api/connectors/{id}", { path: { id }, query: { force } }),
    onSuccess: async () => {
      onDeleted();
      // Not the one that is gone, which a page may still show.
      await queries.invalidateQueries({ queryKey: ["connectors"], exact: true });
    },
  });
  const all = useQuery({ queryKey: ["connectors"], queryFn: () => api.get("/api/connectors") });
  const kinds = useQuery({ queryKey: ["connector-factories"], queryFn: () => api.get("/api/connector-factories") });
  // What has sent before, or a test of late, can take over.
  const other = all.data?.find(
    (one) => one.type === type && one.id !== id && one.problem === null && ["tested", "retired"].includes(one.status),
  );
  const kind = kinds.data?.find((one) => one.id === other?.connectorId);
  const loss = work.error instanceof MunjigiError ? work.error : undefined;
  const isMissed = loss?.code === "connector.in_use" || loss?.code === "connector.signs_people_in";
  const { signInMethods = [], services = [] } = (loss?.answer ?? {}) as {
    signInMethods?: string[];
    services?: { sid: string; friendlyName: string }[];
  };
  if (!isMissed)
    return (
      <Modal opened onClose={onClose} title={t.title} centered>
        <div className="stack">
          <p>{t.text}</p>
          {work.error && <Failure error={work.error} />}
          <div className="row end">
            <Button tone="go" onClick={onClose} data-autofocus>
              {t.cancel}
            </Button>
            <Button tone="bad" isBusy={work.isPending} onClick={() => work.mutate(false)}>
              {t.remove}
            </Button>
          </div>
        </div>
      </Modal>
    );
  return (
    <Modal opened onClose={onClose} title={type === "Social" ? t.linkedTitle : t.stops[type]} centered size="lg">
      <div className="stack">
        <p>{type === "Social" ? t.linked : t.stopsText[type]}</p>
        {signInMethods.length + services.length > 0 && (
          <ul className="losses">
            {signInMethods.map((one) => (
              <li key={one}>
                <Icon name="cross" />
                <b>{t.methods[one] ?? one}</b>
              </li>
            ))}
            {services.map(({ sid, friendlyName }) => (
              <li key={sid}>
                <Icon name="cross" />
                <b>{t.service(friendlyName)}</b>
              </li>
            ))}
          </ul>
        )}
        <Note tone="ok">{type === "Social" ? t.safer.Social : t.safer.Sms}</Note>
        <div className="row between wrap">
          <Button tone="bad" isBusy={work.isPending} onClick={() => work.mutate(true)}>
            {t.anyway}
          </Button>
          <div className="row">
            <Button onClick={onClose}>{t.cancel}</Button>
            {type !== "Social" ? (
              <ButtonLink tone="go" href={other ? `/${other.id}/activate` : `/new?type=${type}`}>
                {other && kind ? t.switchOn(kind.name[language]) : t.another}
              </ButtonLink>
            ) : (
              onSwitchOff && (
                <Button tone="go" onClick={onSwitchOff}>
                  {t.off}
                </Button>
              )
            )}
          </div>
        </div>
      </div>
    </Modal>
  );
}
