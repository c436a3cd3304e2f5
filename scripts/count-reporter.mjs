// The last line of a test run: "123 passed, 0 failed". A run that broke before its first test counted nothing and looked
// clean: it counts as one failure.
export default class CountReporter {
  onTestRunEnd(modules, errors, reason) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === "passed" || state === "failed" ? state : "skipped"] += 1;
      }
    }
    counts.failed += errors.length;
    if (reason === "failed" && counts.failed === 0) counts.failed = 1;
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : "";
    process.on("exit", () => console.log(`${counts.passed} passed, ${counts.failed} failed${skipped}`));
  }
}
