/** @module A secret that is shown once: it is copied now or never. */
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { Button } from "./button.js";
import { Copyable } from "./copy.js";
import { useWords } from "./language.js";
import { Note } from "./page.js";

const words = {
  ko: { once: "다시 볼 수 없습니다. 지금 복사해 두세요.", done: "복사해 두었습니다" },
  en: { once: "It is not shown again. Copy it now.", done: "I have copied it" },
};

export function ShownOnce({
  title,
  secrets,
  children,
  onClose,
}: {
  title: string;
  secrets: readonly (readonly [string, string])[];
  children?: ReactNode;
  onClose: () => void;
}) {
  const t = useWords(words);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      centered
      size="lg"
      closeOnClickOutside={false}
      withCloseButton={false}
    >
      <div className="stack">
        <Note tone="warn">{t.once}</Note>
        {secrets.map(([name, secret]) => (
          <div key={name}>
            <p className="small quiet">{name}</p>
            <Copyable text={secret} label={name} />
          </div>
        ))}
        {children}
        <div className="row end">
          <Button tone="go" onClick={onClose}>
            {t.done}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
