/**
 * Stands between page and server on the WebSocket and can swallow what the device says. So a command
 * can be on the device while its answer is still owed, which is when a restart hurts most.
 */
export class Gate {
  #shut = false;

  async install(page) {
    await page.routeWebSocket(/\/core-app\//, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((message) => {
        if (!this.#shut) server.send(message);
      });
      server.onMessage((message) => socket.send(message));
    });
  }

  shut() {
    this.#shut = true;
  }

  open() {
    this.#shut = false;
  }
}
