/** @module Where an admin link leads: a name, a passkey, and one is in. The token stands behind `#`, so no log has it. */
import { TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askConsole } from "../kit/api.js";
import { Button } from "../kit/button.js";
import { useLanguage, useWords } from "../kit/language.js";
import { Failure, Loading } from "../kit/page.js";
import { canUsePasskeys, makePasskey } from "../kit/passkey.js";
import { retryTimes } from "../kit/retry.js";
import type { Role } from "../kit/session.js";

const words = {
  ko: {
    title: "콘솔에 들어가기",
    fresh: "이름을 적고 패스키를 만들면 관리자가 됩니다.",
    known: "새 패스키를 만들면 바로 들어갑니다.",
    bare: "이 주소에서는 패스키를 쓸 수 없습니다. 개발 중이니 이름만 적고 들어갑니다.",
    unable: "이 브라우저는 패스키를 만들 수 없습니다. 다른 브라우저에서 링크를 열어 주세요.",
    name: "이름",
    hint: "감사 기록에 남는 이름입니다.",
    go: "패스키 만들고 들어가기",
    goBare: "들어가기",
    failed: "패스키를 만들지 못했습니다. 다시 해 주세요.",
    roles: { viewer: "보기", operator: "운영", admin: "관리자" },
    role: "역할",
  },
  en: {
    title: "Enter the console",
    fresh: "Give your name, make a passkey, and you are an administrator.",
    known: "Make another passkey, and you are in.",
    bare: "Passkeys do not work at this address. In development your name is enough.",
    unable: "This browser cannot make passkeys. Open the link in another one.",
    name: "Name",
    hint: "The audit log shows it.",
    go: "Make a passkey and enter",
    goBare: "Enter",
    failed: "The passkey was not made. Try again.",
    roles: { viewer: "Viewer", operator: "Operator", admin: "Admin" },
    role: "Role",
  },
};

interface LinkView {
  role: Role;
  name: string | null;
  isNew: boolean;
  needsPasskey: boolean;
}

/** Read once, and taken out of the address. */
const token = location.pathname === "/console/join" ? location.hash.slice(1) : "";

export function Join() {
  const t = useWords(words);
  const { language } = useLanguage();
  const [name, setName] = useState("");
  useEffect(() => {
    document.title = t.title;
    history.replaceState(null, "", location.pathname);
  }, [t]);
  const link = useQuery({
    queryKey: ["link"],
    queryFn: () => askConsole<LinkView>("POST", "join/link", language, { token }),
    // The token is in the address no more: whoever loads the page again has lost it.
    retry: retryTimes(5),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const join = useMutation({
    mutationFn: async ({ needsPasskey }: LinkView) => {
      let credential: string | undefined;
      if (needsPasskey) {
        const options = await askConsole<PublicKeyCredentialCreationOptionsJSON>("POST", "join/options", language, {
          token,
          name,
        });
        credential = await makePasskey(options);
      }
      await askConsole("POST", "join", language, { token, name, ...(credential !== undefined && { credential }) });
      location.assign("/console");
    },
  });
  return (
    <main className="gate">
      <div className="card gatecard">
        <span className="mun" aria-hidden="true">
          문
        </span>
        <h1>{t.title}</h1>
        {link.isPending && <Loading />}
        {link.error !== null && <Failure error={link.error} onRetry={() => void link.refetch()} />}
        {link.data && (
          <form
            className="stack"
            onSubmit={(event) => {
              event.preventDefault();
              join.mutate(link.data);
            }}
          >
            <p className="soft">{link.data.needsPasskey ? (link.data.isNew ? t.fresh : t.known) : t.bare}</p>
            <p className="small quiet">
              {t.role}: <b>{t.roles[link.data.role]}</b>
              {link.data.name && ` · ${link.data.name}`}
            </p>
            {link.data.isNew && (
              <TextInput
                label={t.name}
                description={t.hint}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                autoComplete="name"
                required
                withAsterisk={false}
                maxLength={100}
              />
            )}
            {join.error && <Failure error={join.error instanceof DOMException ? new Error(t.failed) : join.error} />}
            {link.data.needsPasskey && !canUsePasskeys() ? (
              <p className="badc" role="alert">
                {t.unable}
              </p>
            ) : (
              <Button
                type="submit"
                tone="go"
                icon={link.data.needsPasskey ? "passkey" : "next"}
                isBusy={join.isPending}
              >
                {link.data.needsPasskey ? t.go : t.goBare}
              </Button>
            )}
          </form>
        )}
      </div>
    </main>
  );
}
