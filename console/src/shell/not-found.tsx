/** @module An address that leads nowhere. */
import { ButtonLink } from "../kit/button.js";
import { useWords } from "../kit/language.js";
import { Empty, Page } from "../kit/page.js";

const words = {
  ko: { title: "없는 주소입니다", text: "주소를 확인하거나 처음으로 돌아가세요.", back: "처음으로" },
  en: { title: "There is nothing here", text: "Check the address, or go back to the start.", back: "To the start" },
};

export function NotFound() {
  const t = useWords(words);
  return (
    <Page title={t.title}>
      <Empty icon="search" title={t.title} text={t.text} action={<ButtonLink href="~/console">{t.back}</ButtonLink>} />
    </Page>
  );
}
