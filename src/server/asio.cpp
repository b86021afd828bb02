// Asio and Beast are compiled here, once, so that every other source of the room compiles fast.
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
