/** @module What stands where: the entrance, the link of a new administrator, and the rooms. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { Suspense } from "react";
import { Route, Router, Switch } from "wouter";
import { LanguageProvider } from "./kit/language.js";
import { styleNonce } from "./kit/nonce.js";
import { Loading } from "./kit/page.js";
import { PlacesContext } from "./kit/places.js";
import { retryTimes } from "./kit/retry.js";
import { SessionProvider } from "./kit/session.js";
import { groups } from "./rooms/rooms.js";
import { Entrance } from "./shell/entrance.js";
import { Home } from "./shell/home.js";
import { Join } from "./shell/join.js";
import { NotFound } from "./shell/not-found.js";
import { Prove } from "./shell/prove.js";
import { Shell } from "./shell/shell.js";
import { theme } from "./theme.js";

const queries = new QueryClient({
  defaultOptions: { queries: { retry: retryTimes(1), staleTime: 5_000, refetchOnWindowFocus: false } },
});

const rooms = groups.flatMap((group) => group.rooms);
const places = rooms.map(({ path }) => path);

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={styleNonce}>
      <LanguageProvider>
        <QueryClientProvider client={queries}>
          <Router base="/console">
            <Switch>
              <Route path="/join" component={Join} />
              <Route path="/entrance" component={Entrance} />
              <Route>
                <PlacesContext value={places}>
                  <SessionProvider entrance={<Entrance />}>
                    <Shell>
                      <Suspense fallback={<Loading />}>
                        <Switch>
                          <Route path="/">
                            <Home />
                          </Route>
                          {rooms.map(({ path, Page }) => (
                            <Route key={path} path={path} nest>
                              <Page />
                            </Route>
                          ))}
                          <Route component={NotFound} />
                        </Switch>
                      </Suspense>
                    </Shell>
                    <Prove />
                  </SessionProvider>
                </PlacesContext>
              </Route>
            </Switch>
          </Router>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  );
}
