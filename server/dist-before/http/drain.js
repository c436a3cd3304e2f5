const LOOK_MS = 50;
/** Takes no new connections and resolves once all are closed, at the latest after `timeoutMs`. */
export async function drain(http, timeoutMs) {
    // Node closes what is idle now. What is idle only after its answer would stay open as long as its client likes.
    // And one that has sent half a request, or nothing: Node no longer looks after its time.
    const idle = setInterval(() => {
        if (http.requestsUnderWay() > 0)
            http.server.closeIdleConnections();
        else
            http.server.closeAllConnections();
    }, LOOK_MS);
    const late = setTimeout(() => http.server.closeAllConnections(), timeoutMs);
    try {
        await http.close();
    }
    finally {
        clearInterval(idle);
        clearTimeout(late);
    }
}
//# sourceMappingURL=drain.js.map