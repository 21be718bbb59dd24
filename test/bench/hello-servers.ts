/** The least that a server can do here: `node:http` alone, and Koa. Arguments: which of the two, and the port. */
import { createServer, type RequestListener } from 'node:http'
import Koa from 'koa'

const [which, port] = process.argv.slice(2)

const plain: RequestListener = (_request, response) => {
  response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.end('{"hello":"world"}')
}

const koa = new Koa().use((ctx) => {
  ctx.body = { hello: 'world' }
})

createServer(which === 'koa' ? koa.callback() : plain).listen(Number(port), '127.0.0.1')
