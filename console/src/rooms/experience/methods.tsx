/** @module Ways in: by number, address or user name, with a code or a password; passkeys and apps; providers and their order. */
import { Checkbox, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Loaded, Note } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { VendorTile } from "../connectors/brand.js";
import type { Experience } from "./draft.js";
import type { PartProps } from "./experience.js";
import { Toggle } from "./toggle.js";

const words = {
  ko: {
    in: "로그인",
    kinds: { phone: "휴대전화 번호", email: "이메일", username: "아이디" },
    texts: {
      phone: "인증번호로 들어옵니다. 끌 수 없습니다.",
      email: "문자가 막힐 때의 다른 길이기도 합니다.",
      username: "비밀번호와 함께 씁니다.",
    },
    password: { phone: "번호와 비밀번호로도", email: "이메일과 비밀번호로도", username: "아이디와 비밀번호로도" },
    code: "이메일로 보낸 인증번호로",
    first: "먼저 묻는 것",
    firsts: { code: "인증번호", password: "비밀번호" },
    remember: "지난번에 쓴 방법을 맨 위에",
    passkeys: "패스키",
    passkeysText: "지문이나 얼굴로 바로 들어옵니다.",
    offer: "패스키 권하기",
    offerText: "코드를 한 번 확인한 뒤에 권합니다.",
    totp: "인증 앱",
    totpText: "본인인지 한 번 더 확인할 때 씁니다.",
    up: "가입",
    enabled: "새로 가입 받기",
    needs: "가입할 때 받는 것",
    needsText: "첫 번째 것을 먼저 확인합니다. 가입에 쓰는 방법은 로그인에도 켜 두어야 합니다.",
    ask: "가입할 때 비밀번호 정하기",
    name: "이름",
    names: { off: "묻지 않음", optional: "적어도 되고 안 적어도 됨", required: "꼭 적어야 함" },
    social: "다른 계정",
    socialText: "이 순서로 나옵니다. 이 브라우저에서 마지막에 쓴 것은 늘 위로 갑니다.",
    noSocial: "켜 둔 카카오, 네이버, Google, Apple 연결이 없습니다.",
    earlier: "위로",
    later: "아래로",
    askIdentifiers: "다른 계정으로 가입해도 위의 것을 받기",
    trustPhone: "제공자가 확인한 번호를 그대로 믿기",
    trustText: "앱이 번호 확인을 부탁할 때만 씁니다.",
  },
  en: {
    in: "Signing in",
    kinds: { phone: "Mobile number", email: "E-mail", username: "User name" },
    texts: {
      phone: "By a code in a text. Cannot be switched off.",
      email: "Also the other way when texts are blocked.",
      username: "Together with a password.",
    },
    password: {
      phone: "Also by number and password",
      email: "Also by e-mail and password",
      username: "Also by user name and password",
    },
    code: "By a code in a mail",
    first: "Asked for first",
    firsts: { code: "The code", password: "The password" },
    remember: "The way used last stands on top",
    passkeys: "Passkeys",
    passkeysText: "In at once, with a finger or a face.",
    offer: "Offer a passkey",
    offerText: "After a code was confirmed once.",
    totp: "Authenticator apps",
    totpText: "Where somebody has to show once more that it is them.",
    up: "Signing up",
    enabled: "Let new people sign up",
    needs: "What a new account has",
    needsText: "The first is verified first. What is used to sign up must be a way to sign in, too.",
    ask: "Choose a password at sign-up",
    name: "Name",
    names: { off: "Not asked", optional: "May be given", required: "Must be given" },
    social: "Other accounts",
    socialText: "They stand in this order. The one used last in a browser is always on top there.",
    noSocial: "No Kakao, NAVER, Google or Apple connector is in use.",
    earlier: "Up",
    later: "Down",
    askIdentifiers: "Ask for the above also where somebody new comes by another account",
    trustPhone: "Take a number that the provider vouches for as verified",
    trustText: "Only where an application asks for a verified number.",
  },
};

type Method = Experience["signIn"]["methods"][number];
type Kind = Method["identifier"];
const kinds: readonly Kind[] = ["phone", "email", "username"];
const blank = (identifier: Kind): Method =>
  identifier === "username"
    ? { identifier, code: false, password: true, first: "password" }
    : { identifier, code: true, password: false, first: "code" };

/** What is offered first is something that is on. */
const settle = (method: Method): Method => ({
  ...method,
  first: method.code && method.password ? method.first : method.code ? "code" : "password",
});

export function Methods({ draft, change }: PartProps) {
  const t = useWords(words);
  const { signIn, signUp, passkeys, totp, social } = draft;
  const setMethods = (methods: Method[]) => change({ ...draft, signIn: { ...signIn, methods } });
  const setMethod = (identifier: Kind, changes: Partial<Method>) =>
    setMethods(signIn.methods.map((one) => (one.identifier === identifier ? settle({ ...one, ...changes }) : one)));
  return (
    <>
      <h2>{t.in}</h2>
      {kinds.map((kind) => {
        const method = signIn.methods.find(({ identifier }) => identifier === kind);
        return (
          <div key={kind} className="setting">
            <Toggle
              label={t.kinds[kind]}
              text={t.texts[kind]}
              isOn={method !== undefined}
              isFixed={kind === "phone"}
              onChange={(isOn) =>
                setMethods(
                  isOn
                    ? [...signIn.methods, blank(kind)]
                    : signIn.methods.filter(({ identifier }) => identifier !== kind),
                )
              }
            />
            {method && kind !== "username" && (
              <div className="row wrap within">
                {kind === "email" && (
                  <Checkbox
                    label={t.code}
                    checked={method.code}
                    disabled={!method.password}
                    onChange={(event) => setMethod(kind, { code: event.currentTarget.checked })}
                  />
                )}
                <Checkbox
                  label={t.password[kind]}
                  checked={method.password}
                  disabled={!method.code}
                  onChange={(event) => setMethod(kind, { password: event.currentTarget.checked })}
                />
                {method.code && method.password && (
                  <Select
                    size="xs"
                    aria-label={`${t.kinds[kind]}: ${t.first}`}
                    value={method.first}
                    data={Object.entries(t.firsts).map(([value, label]) => ({ value, label: `${t.first}: ${label}` }))}
                    onChange={(value) => value && setMethod(kind, { first: value as "code" })}
                    allowDeselect={false}
                  />
                )}
              </div>
            )}
          </div>
        );
      })}
      <Toggle
        label={t.remember}
        isOn={signIn.rememberLast}
        onChange={(rememberLast) => change({ ...draft, signIn: { ...signIn, rememberLast } })}
      />
      <Toggle
        label={t.passkeys}
        text={t.passkeysText}
        isOn={passkeys.enabled}
        onChange={(enabled) => change({ ...draft, passkeys: { ...passkeys, enabled } })}
      />
      <Toggle
        label={t.offer}
        text={t.offerText}
        isOn={passkeys.offer && passkeys.enabled}
        isFixed={!passkeys.enabled}
        onChange={(offer) => change({ ...draft, passkeys: { ...passkeys, offer } })}
      />
      <Toggle
        label={t.totp}
        text={t.totpText}
        isOn={totp.enabled}
        onChange={(enabled) => change({ ...draft, totp: { enabled } })}
      />
      <h2 className="top8">{t.up}</h2>
      <Toggle
        label={t.enabled}
        isOn={signUp.enabled}
        onChange={(enabled) => change({ ...draft, signUp: { ...signUp, enabled } })}
      />
      <Checkbox.Group
        label={t.needs}
        description={t.needsText}
        value={signUp.identifiers}
        onChange={(value) => change({ ...draft, signUp: { ...signUp, identifiers: value as Kind[] } })}
      >
        <div className="row wrap top8">
          {kinds.map((kind) => (
            <Checkbox key={kind} value={kind} label={t.kinds[kind]} />
          ))}
        </div>
      </Checkbox.Group>
      <Toggle
        label={t.ask}
        isOn={signUp.password}
        onChange={(password) => change({ ...draft, signUp: { ...signUp, password } })}
      />
      <Select
        label={t.name}
        value={signUp.profile.name}
        data={Object.entries(t.names).map(([value, label]) => ({ value, label }))}
        onChange={(value) => value && change({ ...draft, signUp: { ...signUp, profile: { name: value as "off" } } })}
        allowDeselect={false}
      />
      <h2 className="top8">{t.social}</h2>
      <Providers order={social.order} onChange={(order) => change({ ...draft, social: { ...social, order } })} />
      <Toggle
        label={t.askIdentifiers}
        isOn={social.askIdentifiers}
        onChange={(askIdentifiers) => change({ ...draft, social: { ...social, askIdentifiers } })}
      />
      <Toggle
        label={t.trustPhone}
        text={t.trustText}
        isOn={social.trustPhone}
        onChange={(trustPhone) => change({ ...draft, social: { ...social, trustPhone } })}
      />
    </>
  );
}

/** In the order their buttons stand: those that are named, then the others, the oldest first. */
function Providers({ order, onChange }: { order: readonly string[]; onChange: (order: string[]) => void }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const connectors = useQuery({
    queryKey: ["connectors", "social-order"],
    queryFn: async () => {
      const [all, factories] = await Promise.all([api.get("/api/connectors"), api.get("/api/connector-factories")]);
      return all
        .filter(({ type, status }) => type === "Social" && status === "active")
        .sort((one, other) => one.id.localeCompare(other.id))
        .map(({ id, connectorId }) => {
          const kind = factories.find((factory) => factory.id === connectorId);
          return { id, connectorId, kind, name: kind?.name[language] ?? connectorId };
        });
    },
  });
  return (
    <Loaded query={connectors}>
      {(active) => {
        if (active.length === 0) return <Note>{t.noSocial}</Note>;
        const placeOf = ({ id, connectorId }: (typeof active)[number]) => {
          const place = order.includes(id) ? order.indexOf(id) : order.indexOf(connectorId);
          return place < 0 ? order.length : place;
        };
        const shown = [...active].sort((one, other) => placeOf(one) - placeOf(other));
        const move = (from: number, to: number) => {
          const ids = shown.map(({ id }) => id);
          const [moved] = ids.splice(from, 1);
          ids.splice(to, 0, moved as string);
          // What is named and not in use now keeps its place behind.
          const rest = order.filter((one) => !active.some(({ id, connectorId }) => one === id || one === connectorId));
          onChange([...ids, ...rest]);
        };
        return (
          <>
            <p className="small quiet">{t.socialText}</p>
            <ol className="card lines">
              {shown.map(({ id, name, kind }, place) => (
                <li key={id}>
                  {kind && <VendorTile kind={kind} />}
                  <span className="grow">{name}</span>
                  <Button
                    isSmall
                    disabled={place === 0}
                    aria-label={`${t.earlier}: ${name}`}
                    onClick={() => move(place, place - 1)}
                  >
                    {t.earlier}
                  </Button>
                  <Button
                    isSmall
                    disabled={place === shown.length - 1}
                    aria-label={`${t.later}: ${name}`}
                    onClick={() => move(place, place + 1)}
                  >
                    {t.later}
                  </Button>
                </li>
              ))}
            </ol>
          </>
        );
      }}
    </Loaded>
  );
}
