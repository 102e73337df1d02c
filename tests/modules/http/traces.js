// The order of events and the bytes on the wire of Node 20, recorded there:
// what traces_test.js compares with.
'use strict';

module.exports = {
  // T1 GET, end in handler, keep-alive
  T1: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] res.finish req.readable ' +
      'req.resume res.close req.end req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T2 GET close
  T2: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] res.finish req.readable ' +
      'req.resume res.close req.end req.close [micro h] sock.prefinish ' +
      'sock.finish [immediate h] sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n' +
      '\r\nok'
  },
  // T3 GET async end (setImmediate)
  T3: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.readable [micro h] [immediate h] > end ' +
      'res.prefinish < end res.finish req.resume res.close req.end ' +
      'req.close sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T3b GET with end cb + data/end listeners
  T3b: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] req.resume res.finish end-cb ' +
      'req.readable req.end res.close req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T4 pipelined x3 in one segment, sync
  T4: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler server.request > handler2 < handler2 ' +
      'server.request > handler3 < handler3 [tick h] res.finish ' +
      'res2.socket res2.prefinish req.readable [tick h2] req2.readable ' +
      '[tick h3] req3.readable req.resume res.close res2.finish ' +
      'res3.socket res3.prefinish req.end req2.resume res2.close ' +
      'res3.finish req2.end req3.resume res3.close req.close req3.end ' +
      'req2.close req3.close [micro h] [micro h2] [micro h3] [immediate ' +
      'h] [immediate h2] [immediate h3] sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nConnec' +
      'tion: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: ' +
      '2\r\n\r\nokHTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-' +
      'Alive: timeout=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T5 pipelined x3, answers out of order
  T5: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      'server.request > handler2 < handler2 server.request > handler3 < ' +
      'handler3 [tick h] req.readable [tick h2] req2.readable [tick h3] ' +
      'req3.readable [micro h] [micro h2] [micro h3] [immediate h] ' +
      '[immediate h2] [immediate h3] > end3 < end3 > end2 < end2 > end ' +
      'res.prefinish < end res.finish res2.socket res2.prefinish ' +
      'req.resume res.close res2.finish res3.socket res3.prefinish ' +
      'req.end req2.resume res2.close res3.finish req2.end req3.resume ' +
      'res3.close req.close req3.end req2.close req3.close ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 1\r\n\r\nrHTTP/1.1 200 OK\r\nConnect' +
      'ion: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2' +
      '\r\n\r\nr2HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-A' +
      'live: timeout=5\r\nContent-Length: 2\r\n\r\nr3'
  },
  // T6 POST body read (data/end) then end
  T6: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.resume req.data(5) [micro h] req.readable req.end ' +
      'res.prefinish [tick end] res.finish res.close req.close [micro ' +
      'end] [immediate h] [immediate end] sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T6b POST body in 3 segments
  T6b: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.resume req.data(3) [tick d] [micro h] [micro d] ' +
      '[immediate h] [immediate d] req.data(3) [tick d] [micro d] ' +
      '[immediate d] req.data(3) [tick d] [micro d] req.readable ' +
      'req.end res.prefinish res.finish res.close req.close [immediate ' +
      'd] sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T6c POST readable/read
  T6c: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.readable req.data(5) read5 [micro h] req.readable ' +
      'req.end res.prefinish res.finish res.close req.close [immediate ' +
      'h] sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T7 POST body not read, end in handler
  T7: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] res.finish req.resume ' +
      'req.data(5) res.close [micro h] req.readable server.request > ' +
      'handler2 res2.prefinish < handler2 req.end [tick h2] res2.finish ' +
      'req2.readable req2.resume res2.close req2.end req.close ' +
      'req2.close [micro h2] [immediate h] [immediate h2] sock.readable ' +
      'sock.end sock.prefinish sock.finish sock.close(false) (client ' +
      'closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nConnec' +
      'tion: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: ' +
      '2\r\n\r\nok'
  },
  // T9 Expect 100, no checkContinue
  T9: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.resume [micro h] [immediate h] req.data(3) ' +
      'req.readable req.end res.prefinish res.finish res.close ' +
      'req.close sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: k' +
      'eep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 2\r\n\r' +
      '\nok'
  },
  // T9b Expect 100 with checkContinue refusing 417
  T9b: {
    events:
      'server.connection sock.resume server.checkContinue res.prefinish ' +
      'res.finish req.resume res.close sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 417 Expectation Failed\r\nConnection: close\r\nTrans' +
      'fer-Encoding: chunked\r\n\r\n0\r\n\r\n'
  },
  // T9c Expect other
  T9c: {
    events:
      'server.connection sock.resume sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 417 Expectation Failed\r\nConnection: keep-alive\r\n' +
      'Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n0\r' +
      '\n\r\n'
  },
  // T10 HEAD
  T10: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'write=true res.prefinish < handler [tick h] res.finish ' +
      'req.readable req.resume res.close req.end req.close [micro h] ' +
      '[immediate h] sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\n\r\n'
  },
  // T10b 304 with body ignored
  T10b: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] res.finish req.readable ' +
      'req.resume res.close req.end req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 304 Not Modified\r\nConnection: keep-alive\r\nKeep-A' +
      'live: timeout=5\r\n\r\n'
  },
  // T11 chunked + trailers both ways
  T11: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.resume req.data(3) [micro h] req.data(2) ' +
      'req.readable req.end {"x":"1"} res.prefinish res.finish ' +
      'res.close req.close [immediate h] sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nTrailer: x-t\r\nConnection: keep-alive\r\n' +
      'Keep-Alive: timeout=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r' +
      '\na\r\n1\r\nb\r\n0\r\nx-t: 1\r\n\r\n'
  },
  // T12 abort before response (GET, handler never answers)
  T12: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.readable [micro h] [immediate h] sock.readable ' +
      'sock.end sock.prefinish sock.finish sock.close(false) ' +
      'req.aborted res.close req.close (client closed)',
    wire:
      ''
  },
  // T12b abort mid request body
  T12b: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.resume req.data(3) [micro h] [immediate h] ' +
      'sock.readable sock.end server.clientError(HPE_INVALID_EOF_STATE) ' +
      'sock.error(HPE_INVALID_EOF_STATE) sock.close(true) req.aborted ' +
      'res.close req.error(ECONNRESET) req.close (client closed)',
    wire:
      ''
  },
  // T12d abort during response, then write
  T12d: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      '[tick h] req.readable [micro h] [immediate h] sock.readable ' +
      'sock.end sock.prefinish sock.finish sock.close(false) ' +
      'req.aborted res.close req.close (client closed) write=false ' +
      'destroyed=true we=false res.prefinish wf=true',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n'
  },
  // T15 throw in handler (uncaughtException)
  T15: {
    events:
      'server.connection sock.resume server.request > handler < handler ' +
      'uncaughtException(boom) [tick h] [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) req.aborted res.close req.close (client ' +
      'closed)',
    wire:
      ''
  },
  // T15d write after end
  T15d: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish w=false < handler [tick h] res.finish wcb ' +
      'ERR_STREAM_WRITE_AFTER_END res.error(ERR_STREAM_WRITE_AFTER_END) ' +
      'ecb ERR_STREAM_WRITE_AFTER_END ' +
      'res.error(ERR_STREAM_WRITE_AFTER_END) req.readable req.resume ' +
      'res.close req.end req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 1\r\n\r\na'
  },
  // T15e setHeader after sent
  T15e: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'ERR_HTTP_HEADERS_SENT ERR_HTTP_HEADERS_SENT res.prefinish < ' +
      'handler [tick h] res.finish req.readable req.resume res.close ' +
      'req.end req.close [micro h] [immediate h] sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n'
  },
  // T16 upgrade with listener
  T16: {
    events:
      'server.connection sock.resume server.upgrade > upgrade head=5 < ' +
      'upgrade req.readable [tick u] sock.resume [micro u] [immediate ' +
      'u] sock.data(4) sock.readable sock.end (client closed)',
    wire:
      'HTTP/1.1 101 S\r\n\r\n'
  },
  // T16b upgrade without listener
  T16b: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler [tick h] res.finish req.readable ' +
      'req.resume res.close req.end req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T17 CONNECT with listener
  T17: {
    events:
      'server.connection sock.resume server.connect > connect head=5 ' +
      'req.readable sock.prefinish sock.finish (client closed) ' +
      'sock.readable sock.end sock.close(false)',
    wire:
      'HTTP/1.1 200 OK\r\n\r\n'
  },
  // T17b CONNECT without listener
  T17b: {
    events:
      'server.connection sock.resume sock.close(false) (client closed)',
    wire:
      ''
  },
  // T18 malformed, no clientError listener
  T18: {
    events:
      'server.connection sock.resume ' +
      'server.clientError(HPE_INVALID_VERSION) ' +
      'sock.error(HPE_INVALID_VERSION) sock.close(true) (client closed)',
    wire:
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'
  },
  // T18b malformed after a good one, clientError listener
  T18b: {
    events:
      'server.connection sock.resume server.request > handler ' +
      'res.prefinish < handler server.clientError(HPE_INVALID_METHOD) ' +
      '[tick h] res.finish req.readable req.resume res.close req.end ' +
      'req.close [micro h] [immediate h] sock.readable sock.end ' +
      'sock.prefinish sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nContent-Length: 2\r\n\r\nok'
  },
  // T18d header overflow
  T18d: {
    events:
      'server.connection sock.resume ' +
      'server.clientError(HPE_HEADER_OVERFLOW) ' +
      'sock.error(HPE_HEADER_OVERFLOW) sock.close(true) (client closed)',
    wire:
      'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: c' +
      'lose\r\n\r\n'
  },
  // T18e no Host
  T18e: {
    events:
      'server.connection sock.resume sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nTransfer-Enc' +
      'oding: chunked\r\n\r\n0\r\n\r\n'
  },
  // T19b cork: 2 writes + end in one tick
  T19b: {
    events:
      'server.connection sock.resume server.request > handler corked=1 ' +
      'sockcork=1 res.prefinish corked=0 < handler [tick h] res.finish ' +
      'req.readable req.resume res.close req.end req.close [micro h] ' +
      '[immediate h] sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r' +
      '\n1\r\nc\r\n0\r\n\r\n'
  },
  // T20 pipe(createReadable) to res
  T20: {
    events:
      'server.connection sock.resume server.request > handler res.pipe ' +
      '< handler [tick h] req.readable res.prefinish res.finish ' +
      'res.unpipe req.resume res.close req.end req.close [micro h] ' +
      '[immediate h] sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n1\r\nb\r' +
      '\n0\r\n\r\n'
  },
  // T20b req.pipe(res)
  T20b: {
    events:
      'server.connection sock.resume server.request > handler res.pipe ' +
      '< handler [tick h] req.resume req.data(5) [micro h] req.readable ' +
      'req.end res.prefinish res.finish req.pause res.unpipe res.close ' +
      'req.close [immediate h] sock.readable sock.end sock.prefinish ' +
      'sock.finish sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: time' +
      'out=5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n' +
      '\r\n'
  },
  // T22 flushHeaders, writeContinue, writeEarlyHints
  T22: {
    events:
      'server.connection sock.resume server.request > handler sent=true ' +
      'res.prefinish < handler [tick h] res.finish req.readable ' +
      'req.resume res.close req.end req.close [micro h] [immediate h] ' +
      'sock.readable sock.end sock.prefinish sock.finish ' +
      'sock.close(false) (client closed)',
    wire:
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\nH' +
      'TTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTT' +
      'P/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout' +
      '=5\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n'
  }
};
