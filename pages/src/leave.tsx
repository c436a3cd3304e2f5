/** @module The way to another site: it goes on by itself, and by a tap where nothing does. */
import type { Context, Sheet } from "./context.js";
import { ButtonLink } from "./form.js";
import type { LeaveView } from "./view.js";

export function drawLeave(view: LeaveView, { texts }: Context): Sheet {
  return {
    heading: texts.leave.heading,
    next: { seconds: 0, href: view.href },
    body: (
      <div class="acts" data-leave={view.href}>
        <ButtonLink text={texts.leave.go} href={view.href} tone="plain" />
      </div>
    ),
  };
}
