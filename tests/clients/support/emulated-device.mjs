import { eventually } from './eventually.mjs';
import { programs } from './placard-server.mjs';
import { start, stop } from './processes.mjs';

/**
 * Switches on a device that the project itself emulates, and waits until the server sees it. What the
 * emulator wants to be told on its command line is known here only.
 */
export async function switchOn({ url, duid, isOnline }) {
  const device = start([...programs.emulator, '--url', url, '--duid', duid, '--brand', 'samsung', '--telemetry-delay', '1s']);
  try {
    await eventually('the emulated device is online', isOnline, { timeout: 60_000 });
  } catch (error) {
    await stop(device);
    throw new Error(`${error.message}\n${device.output}`);
  }
  return { stop: () => stop(device) };
}
