import { channelOf } from "./connector.js";
import { makeReady, } from "./ready-connector.js";
import { receiptUrlOf } from "./receipt-url.js";
import { selectConnector, selectConnectorByReceiptToken, selectConnectorsInForce, selectRoles, } from "./store.js";
const REFRESH_MS = 500;
const TYPES = ["Sms", "Email"];
/** In development messages stay in the inbox until a connector is activated; in production none are sent until then. */
export function defaultConnectors({ all }, environment) {
    if (environment !== "development")
        return () => undefined;
    const inboxes = all.filter(({ inbox }) => inbox);
    const byChannel = new Map(inboxes.map((connector) => [channelOf(connector.type), { connector, settings: {} }]));
    return (channel) => byChannel.get(channel);
}
export function watchConnectors(dependencies) {
    return new Watch(dependencies);
}
class Watch {
    dependencies;
    /** Where no stored connector is in force. */
    fallback;
    /** The kinds whose vendors make the codes, by identifier. */
    verifiers;
    /** What was opened, by version of its settings: `undefined` for what cannot be used. */
    opened = new Map();
    /** By channel. */
    inForce = new Map();
    /** Channels whose connectors in force cannot be used. */
    unusable = new Set();
    verifiersExist = false;
    reads = new SharedRuns(() => this.read());
    timer;
    stopped = false;
    constructor(dependencies) {
        const { factories, environment } = dependencies;
        this.dependencies = dependencies;
        this.fallback = defaultConnectors(factories, environment);
        this.verifiers = factories.all.filter(({ verifier }) => verifier).map(({ id }) => id);
    }
    /** What somebody put in force and cannot be used gives way to nothing: the inbox would swallow its messages. */
    active = (channel) => this.inForce.get(channel) ?? (this.isUnusable(channel) ? undefined : this.fallback(channel));
    isUnusable(channel) {
        return this.unusable.has(channel);
    }
    refresh = async () => await this.reads.run();
    hasVerifiers() {
        return this.verifiersExist;
    }
    async find(id) {
        const row = await selectConnector(this.dependencies.sql, id);
        return row && this.open(row);
    }
    async findByReceiptToken(token) {
        if (!/^[\w-]{20,64}$/.test(token))
            return undefined;
        const row = await selectConnectorByReceiptToken(this.dependencies.sql, token);
        if (!row)
            return undefined;
        try {
            // In development the address is no public one, but reports that come are read all the same.
            return {
                ...makeReady(this.dependencies, row),
                receiptUrl: receiptUrlOf(this.dependencies.origin, token),
            };
        }
        catch {
            return undefined;
        }
    }
    start() {
        this.timer = setTimeout(async () => {
            // While the database is away, what was in force stays so; the dispatcher logs the outage.
            await this.refresh().catch(() => { });
            if (!this.stopped)
                this.start();
        }, REFRESH_MS);
        this.timer.unref();
    }
    async stop() {
        this.stopped = true;
        clearTimeout(this.timer);
        await this.reads.end();
    }
    async read() {
        const { sql } = this.dependencies;
        const roles = await selectRoles(sql, this.verifiers);
        this.verifiersExist = roles.some(({ factoryId }) => this.verifiers.includes(factoryId));
        const sending = roles.filter(({ status }) => status === "active" || status === "standby");
        // The settings are fetched only where one of them is new.
        const areOpen = sending.every(({ versionId }) => this.opened.has(versionId));
        const rows = areOpen ? roles : await this.openAll();
        const next = this.channelsOf(rows);
        for (const id of this.opened.keys())
            if (!rows.some(({ versionId }) => versionId === id))
                this.opened.delete(id);
        this.logChanges(next);
        this.inForce = next;
        const named = rows.filter((row) => (row.status === "active" || row.status === "standby") && this.maySend(row));
        this.unusable = new Set(named.map(({ type }) => channelOf(type)).filter((channel) => !next.has(channel)));
    }
    /** In production an inbox is no connector. */
    maySend({ factoryId }) {
        const { factories, environment } = this.dependencies;
        return environment === "development" || factories.find(factoryId)?.inbox !== true;
    }
    async openAll() {
        const rows = await selectConnectorsInForce(this.dependencies.sql);
        for (const row of rows)
            this.open(row);
        return rows;
    }
    /** Opens a version of settings once, and logs once that it cannot be used. */
    open(row) {
        if (this.opened.has(row.versionId))
            return this.opened.get(row.versionId);
        let ready;
        try {
            ready = makeReady(this.dependencies, row);
        }
        catch (error) {
            const problem = error.message;
            this.dependencies.log.error({ connector: row.id, problem }, "a connector cannot be used");
        }
        this.opened.set(row.versionId, ready);
        return ready;
    }
    channelsOf(rows) {
        const channels = new Map();
        for (const type of TYPES) {
            const [active, standby] = ["active", "standby"].map((role) => {
                const row = rows.find((one) => one.type === type && one.status === role);
                return row && this.opened.get(row.versionId);
            });
            if (active)
                channels.set(channelOf(type), { ...active, ...(standby && { standby }) });
            // There is no active one, or it cannot be used, which `open` has logged: the standby sends.
            else if (standby)
                channels.set(channelOf(type), standby);
        }
        return channels;
    }
    logChanges(next) {
        for (const channel of new Set([...this.inForce.keys(), ...next.keys()])) {
            const now = next.get(channel);
            if (this.inForce.get(channel)?.versionId === now?.versionId)
                continue;
            this.dependencies.log.info({ channel, connector: now?.id ?? null, kind: now?.connector.id ?? null }, "another connector is in force");
        }
    }
}
/** One run at a time. What is asked for while a run is under way is answered by one more run, which begins after it. */
class SharedRuns {
    work;
    running;
    again = false;
    constructor(work) {
        this.work = work;
    }
    async run() {
        if (this.running)
            this.again = true;
        else
            this.running = this.runUntilDone();
        return await this.running;
    }
    /** Resolves when nothing runs. */
    async end() {
        await this.running?.catch(() => { });
    }
    async runUntilDone() {
        try {
            do {
                this.again = false;
                await this.work();
            } while (this.again);
        }
        finally {
            // In the same turn as the last look at `again`: no call can come in between and wait for a run that does not come.
            this.running = undefined;
        }
    }
}
//# sourceMappingURL=watch-connectors.js.map