// The npm package "ws" as a peer of the tests: a server or a client, told by its arguments what to
// do. It says on stdout, a line each, what happens to it.
const { WebSocket, WebSocketServer } = require('ws')
const fs = require('fs')
const https = require('https')

const banner = Buffer.from('GM:Studio-Connect\0')
const welcome = Buffer.from('adbeafdeebbe0df00c000000', 'hex')
const say = (...words) => console.log(words.join(' '))

const packet = payload => {
    const header = Buffer.from('dec0adde0c00000000000000', 'hex')
    header.writeUInt32LE(payload.length, 8)
    return Buffer.concat([header, payload])
}

const tell = (data, isBinary) => {
    const sum = data.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 0)
    say('message', isBinary ? 'binary' : 'text', data.length, sum)
}

// What a server does with one connection.
const servers = {
    // every message comes back
    echo: ws => ws.on('message', (data, isBinary) => ws.send(data, { binary: isBinary })),
    // the field's handshake, as the vendor's test server has it; packets come back as they are
    field: ws => {
        let is_up = false
        ws.send(banner)
        ws.on('message', (data, isBinary) => {
            if (is_up) return ws.send(data)
            if (!isBinary || data.length !== 16) return ws.close(4002)
            is_up = true
            ws.send(welcome)
        })
    },
    // the same, then two packets in one message, one in two fragments, a text, and half a packet
    several: ws => {
        ws.send(banner)
        ws.once('message', () => {
            ws.send(welcome)
            ws.send(Buffer.concat([packet(Buffer.from('one')), packet(Buffer.from('two'))]))
            const whole = packet(Buffer.from('three'))
            ws.send(whole.subarray(0, 5), { fin: false })
            ws.send(whole.subarray(5), { fin: true })
            ws.send('a text')
            ws.send(whole.subarray(0, 14))
            ws.send(packet(Buffer.from('four')))
        })
    },
    // closes with a code of its own at the first message
    close: ws => ws.on('message', () => ws.close(4001, 'enough')),
    // asks whether the other side is there
    ping: ws => {
        ws.on('pong', data => say('pong', data))
        ws.ping('are you there')
    },
    // a frame with a bit that means nothing; no frame at all
    lie: ws => ws._socket.write(Buffer.from('c100', 'hex')),
    noise: ws => ws._socket.write(Buffer.from('ffffffffffffffffffffffff', 'hex')),
}

const serve = (mode, key, certificate) => {
    const server = key && https.createServer({ key: fs.readFileSync(key),
        cert: fs.readFileSync(certificate) })
    const options = server ? { server } : { port: 0, host: '127.0.0.1' }
    const wss = new WebSocketServer({ ...options, maxPayload: 1 << 28,
        handleProtocols: offered => [...offered][0] })
    const tell_port = () => say('port', (server || wss).address().port)
    if (server) server.listen(0, '127.0.0.1', tell_port)
    else wss.on('listening', tell_port)
    wss.on('connection', (ws, request) => {
        say('connection', request.url, 'protocol', ws.protocol || 'none')
        ws.on('message', tell)
        ws.on('close', code => say('close', code))
        ws.on('error', error => say('error', error.message))
        servers[mode](ws)
    })
}

// What a client does once it is connected.
const clients = {
    // sends a text, 1 MB, nothing; then closes with a code
    raw: ws => {
        ws.send('h\u00e9')
        ws.send(Buffer.alloc(1000000, 7))
        ws.send(Buffer.alloc(0))
    },
    // the field's handshake, then a packet
    field: ws => {
        let messages = 0
        ws.on('message', () => {
            if (++messages === 1)
                ws.send(Buffer.from('bebafeca0bb0adde1000000000000000', 'hex'))
            if (messages === 2) ws.send(packet(Buffer.from('hello')))
        })
    },
    long: ws => ws.send(Buffer.alloc(5000000)),
    pieces: ws => {
        for (let i = 0; i < 70000; i++) ws.send(Buffer.alloc(0), { fin: false })
    },
    bad_text: ws => ws.send(Buffer.from('ff', 'hex'), { binary: false }),
    quiet: () => {},
}

const connect = (mode, url, ca, protocol) => {
    const ws = new WebSocket(url, protocol ? protocol.split(',') : [],
        { ca: ca ? fs.readFileSync(ca) : undefined, maxPayload: 1 << 28 })
    ws.on('open', () => {
        say('open', 'protocol', ws.protocol || 'none')
        clients[mode](ws)
    })
    ws.on('message', tell)
    ws.on('message', data => { if (data.toString() === 'leave') ws.close(4003) })
    ws.on('pong', data => say('pong', data))
    ws.on('close', code => { say('close', code); process.exit(0) })
    ws.on('error', error => say('error', error.message))
}

const [what, ...words] = process.argv.slice(2)
if (what === 'serve') serve(...words)
else connect(...words)
