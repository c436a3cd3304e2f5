/* Keeps the development inbox fresh and copies codes. The page works without it: then one reloads. */
const POLL_MS = 1000;
const list = document.getElementById("texts");
const live = document.getElementById("live");
const empty = document.getElementById("empty");
const template = document.getElementById("text");
const words = JSON.parse(list.dataset.words);
const query = list.dataset.to ? `?to=${encodeURIComponent(list.dataset.to)}` : "";

const timeOf = (moment) => new Date(moment).toLocaleTimeString(document.documentElement.lang);

function fill(article, entry) {
  article.id = entry.id;
  article.dataset.status = entry.status;
  article.querySelector(".to").textContent = entry.display;
  article.querySelector(".channel").textContent = words.channels[entry.channel] ?? entry.channel;
  article.querySelector(".status").textContent = words.statuses[entry.status] ?? entry.status;
  article.querySelector(".body").textContent = entry.body;
  const time = article.querySelector("time");
  time.dateTime = entry.createdAt;
  time.textContent = timeOf(entry.createdAt);
  const code = article.querySelector(".code");
  code.hidden = entry.code === null;
  code.firstElementChild.textContent = entry.code ?? "";
}

function show(entries) {
  for (const entry of entries.toReversed()) {
    const known = document.getElementById(entry.id);
    if (known) {
      if (known.dataset.status !== entry.status) fill(known, entry);
      continue;
    }
    const article = template.content.cloneNode(true).firstElementChild;
    fill(article, entry);
    article.classList.add("new");
    list.prepend(article);
  }
  const shown = new Set(entries.map((entry) => entry.id));
  for (const article of list.querySelectorAll("article")) if (!shown.has(article.id)) article.remove();
  empty.hidden = entries.length > 0;
}

async function poll() {
  try {
    if (document.visibilityState === "visible") {
      const response = await fetch(`/dev/inbox.json${query}`);
      if (!response.ok) throw new Error(String(response.status));
      show(await response.json());
      live.textContent = words.live;
    }
  } catch {
    live.textContent = words.away;
  }
  setTimeout(poll, POLL_MS);
}

list.addEventListener("click", async (event) => {
  const button = event.target.closest(".code");
  if (!button) return;
  await navigator.clipboard.writeText(button.firstElementChild.textContent);
  button.classList.add("copied");
  setTimeout(() => button.classList.remove("copied"), 800);
});

for (const time of document.querySelectorAll("time")) time.textContent = timeOf(time.dateTime);
void poll();
