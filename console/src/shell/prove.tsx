/** @module A passkey once more, before what is secret or cannot be taken back; what was asked for is then asked for again. */
import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askConsole, onProofNeeded } from "../kit/api.js";
import { Button } from "../kit/button.js";
import { useLanguage, useWords } from "../kit/language.js";
import { Failure } from "../kit/page.js";
import { showPasskey } from "../kit/passkey.js";

const words = {
  ko: {
    title: "패스키로 한 번 더 확인",
    text: "비밀을 다루거나 되돌릴 수 없는 일이라 한 번 더 확인합니다. 10분 동안은 다시 묻지 않습니다.",
    go: "패스키로 확인",
    cancel: "취소",
    failed: "확인하지 못했습니다. 다시 해 주세요.",
  },
  en: {
    title: "Your passkey once more",
    text: "This touches a secret or cannot be taken back, so we check again. For ten minutes you are not asked again.",
    go: "Show the passkey",
    cancel: "Cancel",
    failed: "That did not work. Try again.",
  },
};

export function Prove() {
  const t = useWords(words);
  const { language } = useLanguage();
  const [waiting, setWaiting] = useState<((isProved: boolean) => void)[]>([]);
  useEffect(() => {
    onProofNeeded(() => new Promise((done) => setWaiting((before) => [...before, done])));
  }, []);
  const end = (isProved: boolean) => {
    for (const done of waiting) done(isProved);
    setWaiting([]);
  };
  const prove = useMutation({
    mutationFn: async () => {
      const options = await askConsole<PublicKeyCredentialRequestOptionsJSON>("POST", "proof/options", language);
      await askConsole("POST", "proof", language, { credential: await showPasskey(options) });
    },
    onSuccess: () => end(true),
  });
  return (
    <Modal opened={waiting.length > 0} onClose={() => end(false)} title={t.title} centered zIndex={400}>
      <div className="stack">
        <p>{t.text}</p>
        {prove.error && <Failure error={prove.error instanceof DOMException ? new Error(t.failed) : prove.error} />}
        <div className="row end">
          <Button onClick={() => end(false)}>{t.cancel}</Button>
          <Button tone="go" icon="passkey" isBusy={prove.isPending} onClick={() => prove.mutate()} data-autofocus>
            {t.go}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
