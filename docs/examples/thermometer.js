// A thermometer that Hearth finds by itself: node thermometer.js [port]
const coap = require('coap')
const links = '</temperature>;rt="temperature";if="core.s";ct=110;obs;title="Temperature",' +
  '</>;ep="greenhouse-1";title="Greenhouse thermometer"'
let celsius = 21

const answer = (req, res) => {
  const path = req.url.split('?')[0]
  if (path === '/.well-known/core') {
    res.setOption('Content-Format', 'application/link-format')
    return res.end(links)
  }
  if (path !== '/temperature') { res.code = '4.04'; return res.end() }
  const senml = () => JSON.stringify([{ n: 'temperature', u: 'Cel', v: celsius }])
  res.setOption('Content-Format', 'application/senml+json')
  if (req.headers.Observe !== 0) return res.end(senml())
  res.write(senml())
  const timer = setInterval(() => { celsius = +(celsius + 0.1).toFixed(1); res.write(senml()) }, 5000)
  res.on('finish', () => clearInterval(timer))
}

coap.createServer({ multicastAddress: '224.0.1.187' }, answer).listen(Number(process.argv[2] ?? 5683))
