// Asio and Beast are compiled here, once, so that the other sources of the room compile fast.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
