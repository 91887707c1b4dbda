/** What passed between one emulator page and the server, newest last. */
export class Traffic {
  #lines = [];

  constructor(page) {
    page.on('websocket', (socket) => {
      this.add('open', socket.url());
      socket.on('framesent', ({ payload }) => this.add('>', payload));
      socket.on('framereceived', ({ payload }) => this.add('<', payload));
      socket.on('close', () => this.add('close', socket.url()));
    });
    page.on('response', async (response) => {
      if (!response.url().includes('/http-socket/')) return;
      const request = response.request();
      this.add('>', `${request.method()} ${response.url()} ${request.postData() ?? ''}`);
      this.add('<', `${response.status()} ${await response.text().catch(() => '')}`);
    });
  }

  add(mark, text) {
    this.#lines.push(`${mark} ${text}`);
  }

  /** How often the device was sent this action; `id` narrows it to one command. */
  received(actionType, id = '') {
    return this.#lines
      .filter((line) => line.startsWith('<'))
      .flatMap((line) => line.split(/(?=\{"type":"request")/))
      .filter((frame) => frame.includes(`"${actionType}"`) && frame.includes(id)).length;
  }

  /** Connections that were authenticated so far, front and management together. */
  get sessions() {
    return this.received('server-authenticate-done');
  }

  tail(count = 60) {
    return this.#lines
      .slice(-count)
      .map((line) => line.slice(0, 600))
      .join('\n');
  }
}
