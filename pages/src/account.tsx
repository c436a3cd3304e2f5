/** @module All of one's own in one column, with quiet verbs at the right. */
import type { Context, Sheet } from "./context.js";
import { ButtonForm, ButtonLink, Link, LinkForm } from "./form.js";
import { Icon } from "./icons.js";
import { Identifier } from "./identifier.js";
import { writeRoles } from "./invitation.js";
import { BrandMark, nameBrand, PopUpStatus, SocialButtons } from "./social-button.js";
import { Time, writeTime } from "./time.js";
import type { AccountView } from "./view.js";

export function drawAccount(view: AccountView, context: Context): Sheet {
  const { texts } = context;
  // Nothing personal, and nothing to change: what the view has besides is not drawn.
  const isOpen = view.restrictedUntil === undefined;
  return {
    heading: texts.account.heading,
    isWide: true,
    body: (
      <>
        {view.done === undefined ? undefined : (
          <p class="banner" role="status" safe>
            {view.done}
          </p>
        )}
        {view.restrictedUntil === undefined ? undefined : <Restricted until={view.restrictedUntil} context={context} />}
        {isOpen ? <Profile view={view} context={context} /> : undefined}
        {isOpen ? <WaysIn view={view} context={context} /> : undefined}
        {isOpen ? <Connected view={view} context={context} /> : undefined}
        <Devices view={view} context={context} isOpen={isOpen} />
        {isOpen ? <Organizations view={view} context={context} /> : undefined}
        {isOpen ? <Applications view={view} context={context} /> : undefined}
        {isOpen ? <OwnData view={view} context={context} /> : undefined}
        <div class="row leave">
          <LinkForm text={texts.account.signOut} href={view.signOutForm} tone="calm" />
          {isOpen ? <Link text={texts.account.delete} href={view.deleteHref} tone="danger" /> : undefined}
        </div>
      </>
    ),
  };
}

interface Part {
  view: AccountView;
  context: Context;
}

type OnePasskey = NonNullable<AccountView["passkeys"]>["list"][number];

function Restricted({ until, context }: { until: string; context: Context }) {
  const { restricted, restrictedUntil } = context.texts.account;
  return (
    <div class="banner">
      <p safe>{restricted}</p>
      <p>
        <b>
          <span safe>{restrictedUntil}</span>
          <Time iso={until} precision="minute" language={context.frame.language} />
        </b>
      </p>
    </div>
  );
}

function Profile({ view, context }: Part) {
  const { account, frame } = context.texts;
  const name = view.name ?? account.noName;
  return (
    <ul class="rows">
      <li>
        <Mark name="person" />
        <div class="what">
          <p safe>{name}</p>
          <p class="detail" safe>
            {account.since(writeTime(view.since, "month", context.frame.language))}
          </p>
        </div>
        <Link
          text={frame.change}
          href={view.nameHref}
          label={account.ofItem(frame.change, context.texts.fields.name)}
        />
      </li>
    </ul>
  );
}

const KIND_ICONS = { phone: "phone", email: "mail", username: "person" } as const;

function WaysIn({ view, context }: Part) {
  const { account, frame } = context.texts;
  return (
    <section aria-labelledby="ways">
      <h2 id="ways" safe>
        {account.ways}
      </h2>
      <ul class="rows">
        {view.identifiers.map(({ kind, value, isVerified, changeHref, removeForm }) => (
          <li>
            <Mark name={KIND_ICONS[kind]} />
            <div class="what">
              <p>
                <Identifier value={value} />
              </p>
              <p class="detail" safe>
                {kind === "username"
                  ? account.kinds[kind]
                  : `${account.kinds[kind]} · ${isVerified ? account.verified : account.unverified}`}
              </p>
            </div>
            <div class="verbs">
              {removeForm === undefined ? undefined : (
                <LinkForm
                  text={account.remove}
                  href={removeForm}
                  label={account.ofItem(account.remove, value)}
                  tone="calm"
                />
              )}
              {changeHref === undefined ? undefined : (
                <Link text={frame.change} href={changeHref} label={account.ofItem(frame.change, value)} />
              )}
            </div>
          </li>
        ))}
        {view.password === undefined ? undefined : <Password password={view.password} context={context} />}
        {(view.passkeys?.list ?? []).map((one) => (
          <Passkey passkey={one} context={context} />
        ))}
        {view.totp === undefined ? undefined : <Totp totp={view.totp} context={context} />}
      </ul>
      {view.addHrefs.length === 0 && view.passkeys === undefined ? undefined : (
        <div class="ways">
          {view.passkeys === undefined ? undefined : (
            <ButtonLink text={context.texts.passkey.add} href={view.passkeys.addHref} tone="plain" />
          )}
          {view.addHrefs.map(({ kind, href }) => (
            <ButtonLink text={account.add[kind]} href={href} tone="plain" />
          ))}
        </div>
      )}
    </section>
  );
}

function Passkey({ passkey: { name, createdAt, href }, context }: { passkey: OnePasskey; context: Context }) {
  const { account, passkey } = context.texts;
  return (
    <li>
      <Mark name="passkey" />
      <div class="what">
        <p safe>{name}</p>
        <p class="detail" safe>
          {passkey.row(writeTime(createdAt, "day", context.frame.language))}
        </p>
      </div>
      <Link text={passkey.manage} href={href} label={account.ofItem(passkey.manage, name)} />
    </li>
  );
}

function Totp({ totp: { addedAt, href }, context }: { totp: NonNullable<AccountView["totp"]>; context: Context }) {
  const { account, totp } = context.texts;
  const verb = addedAt === undefined ? totp.add : totp.manage;
  return (
    <li>
      <Mark name="shield" />
      <div class="what">
        <p safe>{totp.name}</p>
        <p class="detail" safe>
          {addedAt === undefined ? totp.none : totp.row(writeTime(addedAt, "day", context.frame.language))}
        </p>
      </div>
      <Link text={verb} href={href} label={account.ofItem(verb, totp.name)} />
    </li>
  );
}

function Password({ password, context }: { password: { isSet: boolean; href: string }; context: Context }) {
  const { account, frame } = context.texts;
  const verb = password.isSet ? frame.change : account.setPassword;
  return (
    <li>
      <Mark name="lock" />
      <div class="what">
        <p safe>{account.password}</p>
        <p class="detail" safe>
          {password.isSet ? account.passwordSet : account.passwordUnset}
        </p>
      </div>
      <Link text={verb} href={password.href} label={account.ofItem(verb, account.password)} />
    </li>
  );
}

function Connected({ view, context }: Part) {
  const { connected, addable } = view.social;
  if (connected.length + addable.length === 0) return "";
  const { account, social } = context.texts;
  return (
    <section aria-labelledby="connected">
      <h2 id="connected" safe>
        {social.connected}
      </h2>
      <ul class="rows">
        {connected.map(({ brand, label, detail, at, unlinkForm, unlinkFields }) => {
          const name = nameBrand(social.names, brand, label);
          return (
            <li>
              <BrandMark brand={brand} />
              <div class="what">
                <p safe>{name}</p>
                {detail === "" ? undefined : (
                  <p class="detail" safe>
                    {detail}
                  </p>
                )}
                <p class="detail">
                  <span safe>{social.connectedOn.before}</span>
                  <Time iso={at} precision="day" language={context.frame.language} />
                  <span safe>{social.connectedOn.after}</span>
                </p>
                {unlinkForm === undefined ? (
                  <p class="detail" safe>
                    {social.isOnly}
                  </p>
                ) : undefined}
              </div>
              {unlinkForm === undefined ? undefined : (
                <LinkForm
                  text={social.unlink}
                  href={unlinkForm}
                  label={account.ofItem(social.unlink, name)}
                  tone="calm"
                  fields={unlinkFields}
                />
              )}
            </li>
          );
        })}
      </ul>
      <SocialButtons buttons={addable} purpose="connect" texts={context.texts} />
      {addable.length === 0 ? undefined : <PopUpStatus texts={context.texts} />}
    </section>
  );
}

const HANDHELD = /android|\bios\b|iphone|ipad|ipod|mobile|갤럭시|galaxy/i;

function Devices({ view, context, isOpen }: Part & { isOpen: boolean }) {
  if (view.sessions.length === 0) return "";
  const { account } = context.texts;
  return (
    <section aria-labelledby="devices">
      <h2 id="devices" safe>
        {account.devices}
      </h2>
      <ul class="rows">
        {view.sessions.map(({ device, isThis, usedAt, endForm }) => (
          <li>
            <Mark name={HANDHELD.test(device) ? "phone" : "computer"} />
            <div class="what">
              <p safe>{device}</p>
              <p class="detail">
                {isThis ? (
                  <span safe>{account.thisDevice}</span>
                ) : (
                  <Time iso={usedAt} precision="minute" language={context.frame.language} />
                )}
              </p>
            </div>
            {endForm === undefined ? undefined : (
              <LinkForm
                text={account.signOut}
                href={endForm}
                label={account.ofItem(account.signOut, device)}
                tone="calm"
              />
            )}
          </li>
        ))}
      </ul>
      {isOpen ? (
        <div class="ways">
          <ButtonForm text={account.endAll} href={view.endAllForm} tone="plain" />
        </div>
      ) : undefined}
    </section>
  );
}

function Applications({ view, context }: Part) {
  if (view.applications.length === 0) return "";
  const { account, authorize } = context.texts;
  return (
    <section aria-labelledby="applications">
      <h2 id="applications" safe>
        {account.applications}
      </h2>
      <ul class="rows">
        {view.applications.map(({ name, scopes, at, endForm }) => (
          <li>
            <Mark name="paper" />
            <div class="what">
              <p safe>{name}</p>
              <p class="detail">
                <span safe>
                  {scopes.flatMap((scope) => (scope === "other" ? [] : [`${authorize.scopes[scope]} · `])).join("")}
                </span>
                <Time iso={at} precision="day" language={context.frame.language} />
              </p>
            </div>
            <LinkForm text={account.end} href={endForm} label={account.ofItem(account.end, name)} tone="calm" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Organizations({ view, context }: Part) {
  if (view.organizations.length === 0) return "";
  const { account } = context.texts;
  return (
    <section aria-labelledby="organizations">
      <h2 id="organizations" safe>
        {account.organizations}
      </h2>
      <ul class="rows">
        {view.organizations.map(({ name, roles, leaveForm }) => (
          <li>
            <Mark name="people" />
            <div class="what">
              <p safe>{name}</p>
              <p class="detail" safe>
                {writeRoles(roles, context.texts)}
              </p>
            </div>
            <LinkForm text={account.leave} href={leaveForm} label={account.ofItem(account.leave, name)} tone="calm" />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OwnData({ view, context }: Part) {
  const { account, frame } = context.texts;
  return (
    <section aria-labelledby="data">
      <h2 id="data" safe>
        {account.data}
      </h2>
      <ul class="rows">
        {view.consents === undefined ? undefined : (
          <li>
            <Mark name="paper" />
            <div class="what">
              <p safe>{account.consents}</p>
              <p class="detail" safe>
                {account.consentCounts(view.consents.required, view.consents.optional)}
              </p>
            </div>
            <Link text={frame.view} href={view.consents.href} label={account.ofItem(frame.view, account.consents)} />
          </li>
        )}
        <li>
          <Mark name="download" />
          <div class="what">
            <p safe>{account.export}</p>
            <p class="detail" safe>
              {account.exportDetail}
            </p>
          </div>
          <Link
            text={account.download}
            href={view.exportHref}
            label={account.ofItem(account.download, account.export)}
          />
        </li>
      </ul>
    </section>
  );
}

function Mark({ name }: { name: Parameters<typeof Icon>[0]["name"] }) {
  return (
    <span class="mark">
      <Icon name={name} size={20} />
    </span>
  );
}
