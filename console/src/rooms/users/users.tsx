/** @module People: found by the beginning of a number, an address or a name; one of them with everything that hangs on them. */
import { Route, Switch } from "wouter";
import { ImportPeople } from "./import-people.js";
import { UserList } from "./user-list.js";
import { UserPage } from "./user-page.js";

export default function Users() {
  return (
    <Switch>
      <Route path="/" component={UserList} />
      <Route path="/import" component={ImportPeople} />
      <Route path="/:sid">{({ sid }) => <UserPage sid={sid} />}</Route>
    </Switch>
  );
}
