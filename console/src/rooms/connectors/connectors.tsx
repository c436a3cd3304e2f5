import { useMemo, useState } from "react";
import { Route, Switch } from "wouter";
import { ChooseVendor } from "./choose-vendor.js";
import { ConnectorList } from "./connector-list.js";
import { ConnectorPage } from "./connector-page.js";
import { NewSetup, StoredSetup } from "./setup.js";
import { TriesContext, type Try } from "./tries.js";
import "./connectors.css";

/** @module Connectors: which send and which sign people in, how they fare, and the steps in which one is set up. */
export default function Connectors() {
  const [tries, setTries] = useState<readonly Try[]>([]);
  const context = useMemo(() => ({ tries, add: (one: Try) => setTries((before) => [one, ...before]) }), [tries]);
  return (
    <TriesContext value={context}>
      <Switch>
        <Route path="/" component={ConnectorList} />
        <Route path="/new" component={ChooseVendor} />
        <Route path="/new/:kind/:step?">
          {({ kind, step }) => <NewSetup kindId={kind} step={step ?? "settings"} />}
        </Route>
        <Route path="/:id">{({ id }) => <ConnectorPage key={id} id={id} />}</Route>
        <Route path="/:id/:step">{({ id, step }) => <StoredSetup id={id} step={step} />}</Route>
      </Switch>
    </TriesContext>
  );
}
