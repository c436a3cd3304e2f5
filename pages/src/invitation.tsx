/** @module Who invites to what, with which role and until when; whoever is invited accepts by one tap. */
import type { Context, Sheet } from "./context.js";
import { ButtonForm, ButtonLink } from "./form.js";
import { Icon } from "./icons.js";
import { Time } from "./time.js";
import type { InvitationEndedView, InvitationJoinedView, InvitationView, RoleName } from "./view.js";

export function drawInvitation(view: InvitationView, { frame, texts }: Context): Sheet {
  const { invitation } = texts;
  const { channel, inviter, next } = view;
  const sentBy = inviter === undefined ? [] : [invitation.sentBy(inviter)];
  return {
    icon: <Icon name="people" />,
    heading: invitation.heading(view.organization),
    lead: [...sentBy, invitation.lead[next.standing][channel]].join("\n"),
    body: (
      <>
        <dl class="facts">
          <Fact term={invitation.role} value={writeRoles(view.roles, texts)} />
          <Fact term={invitation.recipient[channel]} value={view.recipient} />
          <div class="fact pair">
            <dt safe>{invitation.until}</dt>
            <dd>
              <Time iso={view.expiresAt} precision="minute" language={frame.language} />
            </dd>
          </div>
          {next.standing === "other" ? <Fact term={invitation.account} value={next.account} /> : undefined}
        </dl>
        <div class="acts">
          <Next view={view} texts={texts} />
        </div>
      </>
    ),
  };
}

function Next({ view, texts }: { view: InvitationView; texts: Context["texts"] }) {
  const { invitation } = texts;
  const { channel, next } = view;
  switch (next.standing) {
    case "ready":
      return (
        <>
          <ButtonForm text={invitation.accept} href={next.acceptForm} />
          <ButtonForm text={invitation.decline} href={next.declineForm} tone="bare" />
        </>
      );
    case "sign-in":
      return <ButtonLink text={invitation.accept} href={next.href} />;
    case "other":
      return (
        <>
          <ButtonLink text={invitation.other[channel]} href={next.href} />
          {next.linkHref === undefined ? undefined : (
            <ButtonLink text={invitation.link[channel]} href={next.linkHref} tone="bare" />
          )}
        </>
      );
    case "restricted":
      return <ButtonLink text={invitation.toAccount} href={next.href} />;
  }
}

export function drawInvitationJoined(view: InvitationJoinedView, { frame, texts }: Context): Sheet {
  const { homeUrl, name } = frame.brand;
  const { joined, toAccount } = texts.invitation;
  return {
    icon: <Icon name="people" />,
    heading: joined.heading(view.organization),
    lead: joined.lead(writeRoles(view.roles, texts)),
    body: (
      <div class="acts">
        {homeUrl === undefined ? undefined : <ButtonLink text={texts.frame.open(name)} href={homeUrl} />}
        <ButtonLink text={toAccount} href={view.accountHref} tone={homeUrl === undefined ? "main" : "bare"} />
      </div>
    ),
  };
}

export function drawInvitationEnded(view: InvitationEndedView, { frame, texts }: Context): Sheet {
  const { homeUrl, name } = frame.brand;
  const { ended, toAccount } = texts.invitation;
  return {
    icon: <Icon name="door" />,
    heading: ended.heading[view.because],
    lead: ended.lead[view.because],
    body: (
      <div class="acts">
        <ButtonLink text={toAccount} href={view.accountHref} />
        {homeUrl === undefined ? undefined : <ButtonLink text={texts.frame.home(name)} href={homeUrl} tone="bare" />}
      </div>
    ),
  };
}

/** `관리자, 주문 담당` */
export function writeRoles(roles: readonly RoleName[], { invitation }: Context["texts"]): string {
  const words: Readonly<Record<string, string>> = invitation.roles;
  return roles
    .map(({ name, description }) => description ?? (Object.hasOwn(words, name) ? words[name] : name))
    .join(", ");
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div class="fact pair">
      <dt safe>{term}</dt>
      <dd safe>{value}</dd>
    </div>
  );
}
