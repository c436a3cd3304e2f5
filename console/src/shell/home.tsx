/** @module The console's first page: the first run until all of it is done, or put off; then the first room. */
import { Redirect } from "wouter";
import { Loading } from "../kit/page.js";
import { useMay } from "../kit/session.js";
import { groups } from "../rooms/rooms.js";
import { isDone, isPutOff, useProgress } from "../rooms/start/progress.js";

const START = "/start";
const first = groups.flatMap(({ rooms }) => rooms).find(({ path }) => path !== START);

export function Home() {
  const may = useMay();
  const { data, isPending } = useProgress();
  if (isPending) return <Loading />;
  // Where it cannot be told, or somebody else has to do it, there is nothing to begin.
  const isOpen = data !== undefined && !isDone(data) && may("admin") && !isPutOff();
  return <Redirect to={isOpen ? START : (first?.path ?? START)} replace />;
}
