/** @module The table of flows, walked: every state has a page, every action somebody who does it, every end is reached. */
import { expect, test } from "vitest";
import { usageTypeOf } from "../../dist/delivery/usage-type.js";
import { experienceDefaults } from "../../dist/experience/experience.js";
import { serviceDefaults } from "../../dist/services/service.js";
import { actions } from "../../dist/signin/act-on-flow.js";
import { type FlowKind, type FlowState, flows, purposeOf, stateBefore } from "../../dist/signin/flow.js";
import { viewOf } from "../../dist/signin/show-flow.js";

const kinds = Object.keys(flows) as FlowKind[];

test.each(kinds)("%s: every state is reached from the first, and the end from every state", (kind) => {
  const { begins, arrivals, states } = flows[kind];
  const next = (state: FlowState) => Object.values(states[state] ?? {}).flat();
  const reached = new Set<FlowState>([begins, ...arrivals]);
  for (const state of reached) for (const one of next(state)) reached.add(one);
  expect([...reached].sort()).toEqual([...Object.keys(states), "done"].sort());
  for (const state of reached) {
    const onward = new Set<FlowState>([state]);
    for (const one of onward) for (const other of next(one)) onward.add(other);
    expect(onward, state).toContain("done");
  }
});

test("every action of the table is done by somebody, and nothing else is", () => {
  const named = kinds.flatMap((kind) => Object.values(flows[kind].states).flatMap((state) => Object.keys(state)));
  expect(new Set(named)).toEqual(new Set(Object.keys(actions)));
});

test.each(kinds)("%s: every state has a page, whose forms are actions of that state or of those before it", (kind) => {
  for (const [state, allowed] of Object.entries(flows[kind].states) as [FlowState, object][]) {
    const flow = {
      ...{
        sid: `FL${"0".repeat(32)}`,
        kind,
        state,
        step: 1,
        data: { identifierKind: "phone" },
        isOver: false,
        isStored: true,
      },
      ...{ recipient: "+821012345678", channel: "sms", country: "KR", purpose: purposeOf(kind, true) },
      ...{ holder: null, code: null, returnTo: null, userSid: null, sessionSid: null, browserHash: "", serviceSid: "" },
    } as never;
    const view = viewOf({
      ...{
        flow,
        isNew: false,
        isPage: true,
        isLookingBack: false,
        wanted: undefined,
        lastUsed: undefined,
        buttons: [],
        challenge: undefined,
        hasPasskeys: true,
        hasTotp: true,
      },
      ...{
        experience: experienceDefaults,
        service: { ...serviceDefaults, friendlyName: "x" } as never,
        user: undefined,
        now: 0,
        query: {},
      },
      visit: { language: "ko" } as never,
    });
    const text = JSON.stringify(view);
    const forms = [...text.matchAll(/[?&]do=([\w-]+)/g)].map(([, name]) => name);
    for (const name of forms) expect(Object.keys(allowed), `${state}: ${name}`).toContain(name);
    const before = stateBefore(kind, state, {});
    if (before) expect(Object.keys(flows[kind].states), state).toContain(before);
  }
});

test("each flow's codes are of its own purpose, and get the template of its usage", () => {
  expect(kinds.map((kind) => [kind, usageTypeOf(purposeOf(kind, true)), usageTypeOf(purposeOf(kind, false))])).toEqual([
    ["sign-in", "SignIn", "Register"],
    ["sign-up", "SignIn", "Register"],
    ["reset", "ForgotPassword", "ForgotPassword"],
    ["step-up", "UserPermissionValidation", "UserPermissionValidation"],
    ["link", "BindNewIdentifier", "BindNewIdentifier"],
    ["password", "SignIn", "Register"],
    ["verify", "Generic", "Generic"],
    ["delete", "SignIn", "Register"],
  ]);
});
