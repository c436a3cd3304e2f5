export {};
//# sourceMappingURL=start-request.js.map