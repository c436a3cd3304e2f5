/** Runs a job at once, then again `seconds` after it ended. A failure is logged and the next round comes all the same. */
export function repeat({ name, seconds, work }, log) {
    let timer;
    let stopped = false;
    let running = Promise.resolve();
    const round = async () => {
        try {
            await work();
        }
        catch (error) {
            if (!stopped)
                log.warn({ err: error, job: name }, "a round of work failed");
        }
        if (!stopped)
            timer = setTimeout(start, seconds * 1000).unref();
    };
    const start = () => {
        running = round();
    };
    start();
    return {
        async stop() {
            stopped = true;
            clearTimeout(timer);
            await running;
        },
    };
}
//# sourceMappingURL=repeat.js.map