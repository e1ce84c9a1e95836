import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const frame = z.object({ op: z.int(), d: z.unknown() });
const identity = z.object({ token: z.string(), intents: z.int() });
const resumption = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

interface Session {
  readonly id: string;
  readonly sent: { readonly op: 0; readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

/** Discord's gateway: sessions that can be resumed, heartbeats, and every way to be thrown out. */
export function createGateway(parts: {
  readonly server: Server;
  readonly token: () => string;
  readonly application: string;
  readonly guilds: () => readonly string[];
  readonly url: () => string;
  readonly changed: () => void;
}) {
  const sockets = new WebSocketServer({ server: parts.server, maxPayload: 4096 });
  const sessions = new Map<string, Session>();
  const counts = { identified: 0, resumed: 0 };
  let intents = 0;

  function dispatch(session: Session, t: string, d: unknown): void {
    const event = { op: 0 as const, s: session.sent.length + 1, t, d };
    session.sent.push(event);
    session.socket?.send(JSON.stringify(event));
  }

  function open(socket: WebSocket): Session {
    const session: Session = { id: randomUUID(), sent: [], socket };
    sessions.set(session.id, session);
    const user = {
      id: parts.application,
      username: 'Easel',
      discriminator: '0',
      avatar: null,
      global_name: null,
      bot: true,
    };
    dispatch(session, 'READY', {
      v: 10,
      user,
      session_id: session.id,
      resume_gateway_url: parts.url(),
      guilds: parts.guilds().map((id) => ({ id, unavailable: true })),
      application: { id: parts.application, flags: 0 },
    });
    return session;
  }

  sockets.on('connection', (socket) => {
    let session: Session | undefined;
    const send = (op: number, d: unknown = null) => socket.send(JSON.stringify({ op, d }));
    send(10, { heartbeat_interval: 41_250 });
    socket.on('message', (data) => {
      const { op, d } = frame.parse(JSON.parse(String(data)));
      if (op === 1) send(11);
      if (op === 2) {
        const asked = identity.parse(d);
        if (asked.token !== parts.token()) return socket.close(4004, 'Authentication failed.');
        counts.identified += 1;
        intents = asked.intents;
        session = open(socket);
      }
      if (op === 6) {
        const asked = resumption.parse(d);
        if (asked.token !== parts.token()) return socket.close(4004, 'Authentication failed.');
        session = sessions.get(asked.session_id);
        if (!session) return send(9, false);
        counts.resumed += 1;
        session.socket = socket;
        for (const event of session.sent.slice(asked.seq)) socket.send(JSON.stringify(event));
        socket.send(JSON.stringify({ op: 0, s: session.sent.length, t: 'RESUMED', d: {} }));
      }
      parts.changed();
    });
    socket.on('close', () => {
      if (session?.socket === socket) session.socket = undefined;
      parts.changed();
    });
  });

  /** Every connected session; the newest one also while it is away, for when it resumes. */
  function listeners(): Session[] {
    const all = [...sessions.values()];
    return all.filter((session, at) => session.socket !== undefined || at === all.length - 1);
  }

  return {
    counts,
    get intents() {
      return intents;
    },
    /** Whether somebody is connected and identified. */
    connected: () => [...sessions.values()].some(({ socket }) => socket !== undefined),
    /** Sends an event to everybody who is connected; the newest one gets it also when it resumes. */
    send(t: string, d: unknown): void {
      if (sessions.size === 0) throw new Error('nobody has connected to the gateway');
      for (const session of listeners()) dispatch(session, t, d);
    },
    /** The same, if anybody ever has connected: for what Discord tells of by itself. */
    tell(t: string, d: unknown): void {
      for (const session of listeners()) dispatch(session, t, d);
    },
    /** Sends the last packet of a type once more, the very same. */
    repeat(type: string): void {
      for (const { sent, socket } of listeners()) socket?.send(JSON.stringify(sent.findLast(({ t }) => t === type)));
    },
    /** Hangs up on everybody: 4000 resumes, 4004 means the token is no longer good. */
    hangUp(code: number): void {
      for (const socket of sockets.clients) socket.close(code);
    },
    /** Asks everybody to reconnect, as Discord does before it restarts. */
    askToReconnect(): void {
      for (const socket of sockets.clients) socket.send(JSON.stringify({ op: 7, d: null }));
    },
    close(): void {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
