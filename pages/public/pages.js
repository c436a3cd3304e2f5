/**
 * What makes the hosted pages easier; without it every one of them works. Each part looks for its own elements, and a page
 * has what it needs in their data attributes, so nothing here is in one language.
 */
(() => {
  const scriptUrl = document.currentScript.src;
  const one = (selector) => document.querySelector(selector);

  /** For screen readers. */
  function say(text) {
    const place = one("#said");
    if (place) place.textContent = text;
  }

  // ---- one form at a time ----

  /** A server that does not answer must not lock the page: after this long a form may be sent again. */
  const RETRY_MS = 15_000;
  let sentForm;
  let retryTimer;

  function setBusy(form) {
    clearTimeout(retryTimer);
    sentForm?.removeAttribute("aria-busy");
    sentForm = form;
    if (!form) return;
    form.setAttribute("aria-busy", "true");
    retryTimer = setTimeout(setBusy, RETRY_MS);
  }

  document.addEventListener("submit", (event) => {
    if (sentForm) event.preventDefault();
    // Another part of the page may still hold it back, as a challenge does.
    else if (!event.defaultPrevented) setBusy(event.target);
  });
  // By the back button a page may come as it was left.
  addEventListener("pageshow", (event) => event.persisted && setBusy(undefined));

  // ---- what a page keeps while the server answers ----

  // For the next page of this tab only, whichever it is: there it is taken out at once. Some browsers forbid even to look.
  const kept = { code: take("code"), ticks: take("ticks"), proof: take("proof") };

  function keep(key, value) {
    try {
      sessionStorage.setItem(`munjigi-${key}`, value);
    } catch {}
  }

  function take(key) {
    try {
      const value = sessionStorage.getItem(`munjigi-${key}`);
      sessionStorage.removeItem(`munjigi-${key}`);
      return value;
    } catch {
      return null;
    }
  }

  /** As if the button were pressed. Where a browser cannot, the button is. */
  const submit = (form) => form.requestSubmit?.();

  /** Calls at once and each second until `seconds` are over, with what is left now and what was left the last time. */
  function everySecond(seconds, show) {
    const end = Date.now() + seconds * 1000;
    let before = seconds;
    const tick = () => {
      const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      show(left, before);
      before = left;
      if (left === 0) clearInterval(timer);
    };
    const timer = setInterval(tick, 1000);
    tick();
    addEventListener("pageshow", (event) => event.persisted && tick());
  }

  // ---- sending again; before the clock, whose end is the last word where both end while the phone sleeps ----

  const resend = one("[data-wait]");
  if (resend) {
    const waiting = resend.querySelector(".wait");
    if (waiting) {
      resend.disabled = true;
      everySecond(Number(resend.dataset.wait), (left) => {
        waiting.textContent = waiting.dataset.text.replace("#", left);
        if (left > 0) return;
        resend.disabled = false;
        say(resend.dataset.said);
      });
    }
    resend.classList.add("live");
  }

  // ---- passkeys ----

  const Passkeys = window.PublicKeyCredential;
  // Browsers that read and write JSON themselves (Web Authentication Level 3, §5.1).
  if (Passkeys?.parseCreationOptionsFromJSON && Passkeys.prototype.toJSON) {
    const asking = one("form[data-passkey]");
    const making = one("form[data-create]");
    // Before the page's time is up a new challenge is asked for.
    const ASK_AGAIN_MS = 540_000;
    let waiting;
    let isConditional = false;
    /** The browser offers one in the field that it fills. */
    const wait = () => isConditional && ask({ mediation: "conditional" }).catch(() => {});

    const readOptions = async (href, method = "GET") => {
      const response = await fetch(href, { method, headers: { accept: "application/json" } });
      return response.ok ? await response.json() : undefined;
    };

    /** Posts what the browser gave, as it gives it. */
    function post(form, credential) {
      form.elements.credential.value = JSON.stringify(credential);
      submit(form);
    }

    async function ask(more) {
      waiting?.abort();
      waiting = new AbortController();
      const { signal } = waiting;
      const options = await readOptions(asking.dataset.passkey);
      if (!options || signal.aborted) return;
      const publicKey = Passkeys.parseRequestOptionsFromJSON(options);
      post(asking, await navigator.credentials.get({ publicKey, signal, ...more }));
    }

    async function make() {
      const options = await readOptions(making.dataset.create, "POST");
      if (!options) return location.reload();
      post(making, await navigator.credentials.create({ publicKey: Passkeys.parseCreationOptionsFromJSON(options) }));
    }

    for (const form of [asking, making]) {
      if (!form) continue;
      const button = form.querySelector("button");
      button.onclick = async () => {
        button.disabled = true;
        // Whoever says no to their device may say yes the next time.
        await (form === asking ? ask() : make()).catch(form === asking ? wait : () => {});
        button.disabled = false;
      };
    }
    if (asking && "conditional" in asking.dataset)
      Passkeys.isConditionalMediationAvailable?.().then((isAvailable) => {
        isConditional = isAvailable;
        if (isAvailable) setInterval(wait, ASK_AGAIN_MS);
        return wait();
      });

    // A sign-in by code may then be followed by the offer of one.
    Passkeys.isUserVerifyingPlatformAuthenticatorAvailable?.().then((isAvailable) => {
      if (!isAvailable) return;
      for (const form of document.querySelectorAll("main form[method=post]")) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "passkeys", value: "1" });
        form.append(field);
      }
    });
  } else {
    for (const form of document.querySelectorAll("form[data-passkey], form[data-create]")) form.hidden = true;
    const unable = one("[data-unable]");
    if (unable) unable.style.display = "block";
  }

  // ---- the code ----

  const codeForm = one("form[data-code]");
  if (codeForm) {
    const length = Number(codeForm.dataset.code);
    const field = codeForm.elements.code;
    let known = "";

    /** Of "인증번호 123 456", full-width or Arabic digits: "123456". */
    function readDigits(text) {
      const plain = text
        .normalize("NFKC")
        .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => digit.charCodeAt(0) & 15);
      // A whole message may have other numbers before the code.
      const whole = plain.split(/\D+/).find((run) => run.length === length);
      return (whole ?? plain.replace(/\D/g, "")).slice(0, length);
    }

    function fill(code) {
      field.value = code;
      known = code;
      if (code.length === length) submit(codeForm);
    }

    field.addEventListener("paste", (event) => {
      const code = readDigits(event.clipboardData?.getData("text") ?? "");
      // A piece of a code goes where the caret is.
      if (code.length !== length) return;
      event.preventDefault();
      fill(code);
    });

    /** The last digit that somebody types sends nothing: they may want to look again. A code that comes at once is sent. */
    function read(event) {
      if (event.isComposing) return;
      const code = readDigits(field.value);
      if (code !== field.value) field.value = code;
      const type = event.inputType ?? "";
      const grown = code.length - known.length;
      const isNew = code !== known;
      known = code;
      if (!isNew || code.length < length || type.startsWith("delete") || type === "insertFromPaste") return;
      // Keyboards that offer the code of a text insert it as if it were typed, also in place of what was there.
      const isWhole = type === "insertText" && readDigits(event.data ?? "").length === length;
      const isTyped = /^insert(Composition)?Text$/.test(type) && grown < 2 && !isWhole;
      if (!isTyped) submit(codeForm);
    }
    field.addEventListener("input", read);
    field.addEventListener("compositionend", () => {
      known = field.value = readDigits(field.value);
    });

    // After a miss, and while a challenge is solved, the digits are still there; the server never sends them back.
    const isMiss = field.hasAttribute("aria-invalid");
    if (kept.code && (isMiss || codeForm.dataset.challenge)) {
      field.value = known = kept.code;
      if (isMiss) field.select();
    }

    // Chrome on Android: the code of a text that ends in `@this-host #123456`.
    const reading = new AbortController();
    codeForm.addEventListener("submit", () => {
      keep("code", field.value);
      reading.abort();
    });
    if ("otp" in codeForm.dataset && "OTPCredential" in window) {
      navigator.credentials
        .get({ otp: { transport: ["sms"] }, signal: reading.signal })
        .then((otp) => otp?.code && fill(readDigits(otp.code)))
        .catch(() => {});
    }

    // A code of an app has no end.
    const clock = one("[data-seconds]");
    if (clock) countDown(clock, reading);
  }

  /** The time left of the code: seen each second, said at 60, 30 and 0. */
  function countDown(clock, reading) {
    everySecond(Number(clock.dataset.seconds), (left, before) => {
      clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
      // A tab that slept skips seconds.
      const mark = [0, 30, 60].find((seconds) => before > seconds && left <= seconds);
      if (mark !== undefined) say(clock.dataset[`at-${mark}`]);
      if (left > 0) return;
      reading.abort();
      const note = one("#code-note");
      if (before > 0 && note) {
        note.textContent = clock.dataset["at-0"];
        note.classList.add("wrong");
      }
    });
  }

  // ---- the consent ----

  const consent = one("form[data-consent]");
  const all = consent?.elements.all;
  if (consent) {
    const rows = [...consent.querySelectorAll(".items input")];
    const showAll = () => {
      if (!all) return;
      const ticked = rows.filter((row) => row.checked).length;
      all.checked = ticked === rows.length;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    };
    consent.addEventListener("change", (event) => {
      if (event.target === all) for (const row of rows) row.checked = all.checked;
      showAll();
    });
    // Reading a text and coming back keeps the ticks, also where the browser does not.
    consent.addEventListener("click", (event) => {
      if (!event.target.closest("a")) return;
      const ticked = rows.filter((row) => row.checked);
      keep("ticks", ticked.map((row) => row.name).join());
    });
    const ticks = kept.ticks?.split(",");
    if (ticks) for (const row of rows) row.checked = ticks.includes(row.name);
    showAll();
    addEventListener("pageshow", showAll);
  }

  // ---- a password that can be looked at ----

  const look = one("[data-show]");
  if (look) {
    const field = one("#password");
    const show = (isShown) => {
      field.type = isShown ? "text" : "password";
      look.textContent = isShown ? look.dataset.hide : look.dataset.show;
    };
    look.addEventListener("click", () => show(field.type === "password"));
    // A browser remembers what was typed into a text field.
    look.form.addEventListener("submit", () => show(false));
  }

  // ---- a wait that ends by itself ----

  const wait = one("[data-wait-seconds]");
  if (wait) {
    const { secondsText, minutesText, href, over } = wait.dataset;
    everySecond(Number(wait.dataset.waitSeconds), (left) => {
      wait.textContent =
        left < 60
          ? secondsText.replace("#", left)
          : minutesText.replace("#", Math.floor(left / 60)).replace("#", left % 60);
      if (left > 0) return;
      say(over);
      location.replace(href);
    });
  }

  // ---- on to another site ----

  const leaving = one("[data-leave]");
  if (leaving) location.replace(leaving.dataset.leave);

  // ---- on to a social provider from another site ----

  // Once for each entry of the history: loaded again or come back to, the button is pressed by whoever wants it.
  const begin = one("form[data-begin]");
  if (begin && !history.state?.begun) {
    history.replaceState({ begun: true }, "");
    submit(begin);
  }

  // ---- a social provider in a pop-up: a page and its pop-up find each other by a channel that only they know ----

  const ACK = "munjigi:social:ack";
  /** What others send is of any shape. */
  const isMessage = (data, type) => typeof data === "object" && data !== null && data.type === type;

  /** As long as somebody may take at the provider; whether the window is still there cannot be known (COOP). */
  const POPUP_MS = 180_000;
  const POPUP = "munjigi-social";
  const IN_APP = /KAKAOTALK|NAVER\(|Line\/|FBA[NV]|Instagram|DaumApps|; wv\)/i;
  // Phones show a pop-up in place of the page, browsers inside apps lose it, and a pop-up needs none of its own.
  const mayPopUp =
    "BroadcastChannel" in window &&
    !IN_APP.test(navigator.userAgent) &&
    matchMedia("(hover: hover) and (pointer: fine) and (min-width: 40rem)").matches &&
    !opener &&
    window.name !== POPUP;
  let endPopUp;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !mayPopUp || !("popup" in form.dataset)) return;
    endPopUp?.();
    const [width, height] = [480, 720];
    const left = Math.max(0, screenX + (outerWidth - width) / 2);
    const top = Math.max(0, screenY + (outerHeight - height) / 2);
    // In the same turn the form's own address is posted into it. A blocked one is none: the form goes on in this window.
    const popup = open("", POPUP, `popup,width=${width},height=${height},left=${left},top=${top}`);
    if (!popup) return;
    setBusy(undefined);
    const random = crypto.getRandomValues(new Uint8Array(16));
    const id = btoa(String.fromCharCode(...random)).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");
    endPopUp = awaitPopUp(form, popup, id);
  });

  /** Sends the form into the window, and goes on when it answers. Gives what ends the wait. */
  function awaitPopUp(form, popup, id) {
    const name = `sg:${id}`;
    const added = Object.entries({ mode: "popup", channel: id }).map(([key, value]) => {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: key, value });
      return field;
    });
    form.append(...added);
    form.target = POPUP;
    const button = form.querySelector("button");
    button.disabled = true;
    const place = one(".popup");
    const text = place.querySelector("p");
    const cancel = place.querySelector("button");
    text.textContent = place.dataset.waiting;
    cancel.hidden = false;
    place.classList.add("open");

    const channel = new BroadcastChannel(name);
    const receive = (data, answer) => {
      if (!isMessage(data, "munjigi:social") || data.channel !== name) return;
      const target = new URL(String(data.href), location.href);
      if (target.origin !== location.origin || !target.pathname.startsWith("/social/")) return;
      answer({ type: ACK, id: data.id });
      end();
      location.assign(target);
    };
    channel.onmessage = ({ data }) => receive(data, (ack) => channel.postMessage(ack));
    const onMessage = ({ data, origin, source }) => {
      if (origin === location.origin) receive(data, (ack) => source?.postMessage(ack, origin));
    };
    addEventListener("message", onMessage);
    const timer = setTimeout(end, POPUP_MS);
    cancel.onclick = () => {
      popup.close();
      end();
    };

    // What comes twice finds nobody the second time.
    function end() {
      clearTimeout(timer);
      removeEventListener("message", onMessage);
      channel.close();
      for (const field of added) field.remove();
      form.removeAttribute("target");
      button.disabled = false;
      text.textContent = "";
      cancel.hidden = true;
      place.classList.remove("open");
      endPopUp = undefined;
    }
    return end;
  }
  addEventListener("pageshow", (event) => event.persisted && endPopUp?.());

  // The last page of a pop-up. The opener may be lost on the way while the channel is not, so both are told.
  const returning = one("[data-channel]");
  if (returning) {
    const { channel: name, opener: openerOrigin, href } = returning.dataset;
    const message = { ...JSON.parse(returning.dataset.message), channel: name };
    const goOn = () => location.replace(href);
    const timer = setTimeout(goOn, 1000);
    const receive = (data) => {
      if (!isMessage(data, ACK) || data.id !== message.id) return;
      clearTimeout(timer);
      // Where it may not close itself it goes on.
      setTimeout(goOn, 300);
      close();
    };
    if ("BroadcastChannel" in window) {
      const channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }) => receive(data);
      channel.postMessage(message);
    }
    if (opener && openerOrigin) {
      addEventListener("message", ({ data, origin }) => origin === openerOrigin && receive(data));
      opener.postMessage(message, openerOrigin);
    }
  }

  // ---- times in the reader's own zone; pages/src/time.tsx has the same table ----

  const formats = {
    day: { year: "numeric", month: "short", day: "numeric" },
    minute: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  };
  for (const time of document.querySelectorAll("time[data-as]")) {
    const format = new Intl.DateTimeFormat(document.documentElement.lang, formats[time.dataset.as]);
    time.textContent = format.format(new Date(time.dateTime));
  }

  // ---- a number of another country has another example, or none ----

  const country = one("select[name=country]");
  if (country) {
    const showExample = () => {
      one("#phone").placeholder = country.selectedOptions[0]?.dataset.example ?? "";
    };
    country.addEventListener("change", showExample);
    addEventListener("pageshow", showExample);
  }

  // ---- a challenge: the last try is made again, with a proof of work ----

  const challenged = one("form[data-challenge]");
  if (challenged) {
    const status = one("[data-working]");
    let proof;
    let isWanted = false;

    challenged.addEventListener("submit", (event) => {
      if (proof || !worker) return;
      // It goes as soon as it can.
      event.preventDefault();
      isWanted = true;
      status.textContent = status.dataset.working;
    });

    function finish(text) {
      worker?.terminate();
      worker = undefined;
      status.textContent = text;
    }

    function onSolved(altcha) {
      proof = document.createElement("input");
      Object.assign(proof, { type: "hidden", name: "altcha", value: altcha });
      challenged.append(proof);
      // What is missing has to be typed first. And a server that is not content with the last proof gets no other one by itself, or
      // this would go on for ever.
      const isReady = !kept.proof && [...challenged.elements].every((field) => !field.required || field.value);
      finish(isWanted || isReady ? status.dataset.working : status.dataset.solved);
      if (!isWanted && !isReady) return;
      keep("proof", "sent");
      submit(challenged);
    }

    let worker = startWorker();
    function startWorker() {
      try {
        const started = new Worker(new URL("solve-challenge.js", scriptUrl), { type: "module" });
        started.onmessage = ({ data }) => (data.altcha ? onSolved(data.altcha) : finish(status.dataset.failed));
        started.onerror = () => finish(status.dataset.failed);
        started.postMessage(JSON.parse(challenged.dataset.challenge));
        return started;
      } catch {
        return undefined;
      }
    }
    status.textContent = worker ? status.dataset.working : status.dataset.failed;
  }
})();
